"""A Python that has none of us, and nobody's network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

NOTES = re.compile(r"absl::InitializeLog|^[IWE]0000 ")
"""What TensorFlow's libraries write to stderr before anyone can ask them not to."""


def alone(arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """Run Python where GANBoard cannot be imported, on a computer that is set up for something else, without network.

    Returns:
        The exit status, what it printed, and what it wrote to stderr without TensorFlow's own notes.
    """
    (folder / "keras").mkdir(exist_ok=True)
    (folder / "keras" / "keras.json").write_text(
        '{"floatx": "float16", "epsilon": 1e-07, "backend": "jax", "image_data_format": "channels_first"}'
    )
    others = {"KERAS_BACKEND": "jax", "KERAS_HOME": str(folder / "keras"), "TF_ENABLE_ONEDNN_OPTS": "0"}
    refusing = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-I", *arguments],
        cwd=folder,
        env={**os.environ, **others, **refusing},
        check=False,
        capture_output=True,
        text=True,
        timeout=150,
    )
    notes = [line for line in done.stderr.splitlines() if not NOTES.search(line)]
    return done.returncode, done.stdout, "\n".join(notes)
