"""TensorFlow and Keras, loaded when first used, and kept from what other programs set for theirs.

A part's file holds both its description (name, fields, formula) and its computation. The dashboard needs the descriptions
in a process that must never load TensorFlow: after every script run Streamlit clears Keras' state if Keras is loaded,
which slows training more than a hundredfold. So files import ``tf`` and ``keras`` from here, and the price is paid on first use.

The same config and seed must give the same weights whatever else this computer is used for. So variables that change how
TensorFlow computes are dropped before it is loaded, and networks are built within :func:`own_settings`.
"""

from __future__ import annotations

import gc
import importlib
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ganboard.errors import GANBoardError
from ganboard.i18n import N_

FOREIGN = ("TF_", "TF2_", "XLA_", "ONEDNN_", "DNNL_", "MKL_", "NVIDIA_TF32", "KERAS_")
"""What variables begin with that change how TensorFlow or Keras compute."""
KEPT = (
    "KERAS_HOME",  # where the full sets lie
    "TF_CPP_",  # how much TensorFlow tells
    "TF_FORCE_GPU_ALLOW_GROWTH",
    "TF_GPU_ALLOCATOR",
    "TF_NUM_",  # threads, for which ``device.configure`` has the last word
)
"""What those of them begin with that change no number."""

UNLOADABLE = N_("{library} cannot be loaded: {problem}. Install GANBoard again, with all that it needs.")
MISCONFIGURED = N_("Keras cannot be loaded: {problem}. It reads {file}: correct that file, or delete it.")
OTHER_BACKEND = N_(
    "GANBoard needs Keras with TensorFlow, but this program loaded it with {backend} before. Set KERAS_BACKEND=tensorflow "
    "before Keras is imported, or let GANBoard train in a program of its own."
)
ENDED = (
    "error: TensorFlow ended this program while it was loaded. It needs a processor with the instructions that it was made "
    "for, on PCs AVX. It wrote: "
)


class _Lazy:
    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, attribute: str) -> Any:
        if self._module is None:
            self._module = _load(self._name)
        value = getattr(self._module, attribute)
        self.__dict__[attribute] = value
        return value


if TYPE_CHECKING:
    tf: Any
    keras: Any
else:
    tf = _Lazy("tensorflow")
    keras = _Lazy("keras")


def _load(name: str) -> ModuleType:
    if not {"tensorflow", "keras"} & set(sys.modules):  # who loaded one of them before us has chosen for this process
        neutralise(os.environ)
    try:
        with _uncollected():
            backend = importlib.import_module(
                "keras"
            ).config.backend()  # first: TensorFlow hides why Keras does not load
            module = importlib.import_module(name)
    except Exception as error:  # whatever it is: nothing works without
        problem = type(error).__name__ + (f": {str(error).rstrip('.')}" if str(error) else "")
        if list(traceback.walk_tb(error.__traceback__))[-1][0].f_globals.get("__name__") == "keras.src.backend.config":
            raise GANBoardError(MISCONFIGURED, problem=problem, file=str(keras_home() / "keras.json")) from error
        raise GANBoardError(UNLOADABLE, library=name, problem=problem) from error
    if backend != "tensorflow":
        raise GANBoardError(OTHER_BACKEND, backend=backend)
    return module


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python looks for no garbage meanwhile: among 300,000 new objects, all of which stay, that takes half a second."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def neutralise(environment: MutableMapping[str, str]) -> None:
    """Drop what other programs set for their TensorFlow and Keras, and set what ours need.

    Args:
        environment: Variables of a process that has not loaded them yet.
    """
    for name in list(environment):
        if name.upper().startswith(FOREIGN) and not name.upper().startswith(KEPT):
            del environment[name]
    environment["KERAS_BACKEND"] = "tensorflow"  # compiled loops and stateless chance are TensorFlow's
    environment["KERAS_NNX_ENABLED"] = "0"  # keras.json may ask for what only JAX has
    environment.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # its optimizer's notes look like errors and are none


def keras_home() -> Path:
    """The folder of Keras: its settings, the weights and sets that it downloaded. It need not be there."""
    home = os.path.expanduser("~")
    named = os.environ.get("KERAS_HOME") or os.path.join(home if os.access(home, os.W_OK) else "/tmp", ".keras")
    return Path(os.path.expanduser(named))


_settings = threading.RLock()  # Keras has one set for all threads


@contextmanager
def own_settings(precision: str = "float32") -> Iterator[None]:
    """Keras' settings as our networks need them, whatever ``keras.json`` or the program around us chose; then theirs again.

    Whatever builds layers, or traces them for the first time, stands within.

    Args:
        precision: Keras' name of a dtype policy.
    """
    config = keras.config
    with _settings:
        policy, floats = config.dtype_policy(), config.floatx()
        epsilon, layout = config.epsilon(), config.image_data_format()
        try:
            config.set_floatx("float32")
            config.set_epsilon(1e-7)
            config.set_image_data_format("channels_last")
            config.set_dtype_policy(precision)
            yield
        finally:
            config.set_floatx(floats)
            config.set_epsilon(epsilon)
            config.set_image_data_format(layout)
            config.set_dtype_policy(policy)


LISTENER = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
heard = sys.stdin.buffer.read()
if not heard.endswith(b"\\0"):
    sys.stderr.write(sys.argv[1])
    sys.stderr.flush()
    sys.stderr.buffer.write(heard.strip() + b"\\n")
"""
"""Keeps what it hears to itself, unless the one who speaks dies before the last word, a zero."""


def load_quietly() -> None:
    """Load TensorFlow now, without the notes that its libraries write to stderr before any setting is read.

    For programs that own their stderr, such as the command line. What fails still raises; and where TensorFlow ends the
    process, as it does on a processor that lacks what it was made for, its words come out after all.
    """
    command = [sys.executable, "-I", "-S", "-c", LISTENER, ENDED]
    saved = os.dup(2)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as listener:
        try:
            os.dup2(listener.stdin.fileno(), 2)  # type: ignore[union-attr]
            load()
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            listener.stdin.write(b"\0")  # type: ignore[union-attr]


def load() -> None:
    """Load TensorFlow and Keras now, in a process that is ours alone: what they can do with pandas' tables is left out."""
    with _without("pandas"):
        _ = tf.Tensor, keras.Model


@contextmanager
def _without(library: str) -> Iterator[None]:
    """A library is not to be had meanwhile, unless it is loaded already.

    Streamlit brings pandas along, and Keras loads whatever of its kind it finds: half a second of a core and 60 MB of memory.
    """
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if sys.modules.get(library) is None:
            sys.modules.pop(library, None)
