"""TensorFlow and Keras, loaded when first used.

A part's file holds both its description (name, fields, formula) and its computation. The dashboard needs the descriptions
in a process that must never load TensorFlow: after every script run Streamlit clears Keras' state if Keras is loaded,
which slows training more than a hundredfold. So files import ``tf`` and ``keras`` from here, and the price is paid on first use.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType
from typing import TYPE_CHECKING, Any


class _Lazy:
    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, attribute: str) -> Any:
        if self._module is None:
            os.environ["KERAS_BACKEND"] = "tensorflow"  # compiled loops and stateless chance are TensorFlow's
            os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # its optimizer's notes look like errors and are none
            self._module = importlib.import_module(self._name)
        value = getattr(self._module, attribute)
        self.__dict__[attribute] = value
        return value


if TYPE_CHECKING:
    tf: Any
    keras: Any
else:
    tf = _Lazy("tensorflow")
    keras = _Lazy("keras")


def load_quietly() -> None:
    """Load TensorFlow now, without the notes that its libraries write to stderr before any setting is read.

    For programs that own their stderr, such as the command line and the engine. What fails still raises.
    """
    saved, sink = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        _ = tf.Tensor, keras.Model
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(sink)
