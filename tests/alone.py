"""A Python that has none of us, and nobody's network."""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO

NOTES = re.compile(r"absl::InitializeLog|^[IWE]0000 ")
"""What TensorFlow's libraries write to stderr before anyone can ask them not to."""


def alone(arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """Run Python where GANBoard cannot be imported, on a computer that is set up for something else, without network.

    Returns:
        The exit status, what it printed, and what it wrote to stderr without TensorFlow's own notes.
    """
    done = subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        env=_elsewhere(folder),
        check=False,
        capture_output=True,
        text=True,
        timeout=150,
    )
    notes = [line for line in done.stderr.splitlines() if not NOTES.search(line)]
    return done.returncode, done.stdout, "\n".join(notes)


ONE_AFTER_ANOTHER = """
import contextlib, io, json, os, sys, traceback
for variable in list(os.environ):  # as the scripts do before they import TensorFlow, which happens once here
    if variable.startswith(("TF_", "TF2_", "XLA_", "ONEDNN_", "DNNL_", "MKL_", "NVIDIA_TF32")):
        del os.environ[variable]
os.environ.update(KERAS_BACKEND="tensorflow", KERAS_NNX_ENABLED="0", TF_CPP_MIN_LOG_LEVEL="3", TF_NUM_INTRAOP_THREADS="1")
import keras
import tensorflow as tf
answers, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    asked, complaint, printed = json.loads(line), "", io.StringIO()
    os.chdir(asked["folder"])
    sys.argv = ["-c", *asked["arguments"]]
    keras.backend.clear_session()
    keras.config.set_floatx("float16")
    keras.config.set_dtype_policy("float16")
    keras.config.set_image_data_format("channels_first")
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": False})
    try:
        with contextlib.redirect_stdout(printed):
            exec(asked["code"], {"__name__": "__main__"})
    except BaseException:
        complaint = traceback.format_exc()
    print(json.dumps([printed.getvalue(), complaint]), file=answers, flush=True)
"""


class Companion:
    """The same for many scripts: a process that has imported TensorFlow already, and forgets each before the next.

    That a script sets up all that it needs by itself is for :func:`alone` to show.
    """

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", ONE_AFTER_ANOTHER],
            env=_elsewhere(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(self, code: str, arguments: list[str], folder: Path) -> tuple[str, str]:
        """What it printed, and how it failed, which is empty if it did not."""
        asked, answers = self._pipes()
        print(json.dumps({"code": code, "arguments": arguments, "folder": str(folder)}), file=asked, flush=True)
        printed, complaint = json.loads(answers.readline())
        return printed, complaint

    def close(self) -> None:
        """End it."""
        for pipe in self._pipes():
            pipe.close()
        self._process.wait(30)

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin
        assert self._process.stdout
        return self._process.stdin, self._process.stdout


@cache
def companion() -> Companion:
    """One for all tests of this process, started by the first that needs it."""
    folder = tempfile.TemporaryDirectory()
    started = Companion(Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(started.close)
    return started


def _elsewhere(folder: Path) -> dict[str, str]:
    """The environment of a computer that is set up for something else."""
    (folder / "keras").mkdir(exist_ok=True)
    (folder / "keras" / "keras.json").write_text(
        '{"floatx": "float16", "epsilon": 1e-07, "backend": "jax", "image_data_format": "channels_first"}'
    )
    others = {"KERAS_BACKEND": "jax", "KERAS_HOME": str(folder / "keras"), "TF_ENABLE_ONEDNN_OPTS": "0"}
    refusing = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    return {**os.environ, **others, **refusing}
