"""Other surroundings for our processes: variables, settings files and programs of other people."""

from __future__ import annotations

import json
import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

FOREIGN_VARIABLES = {
    "KERAS_BACKEND": "jax",
    "KERAS_NNX_ENABLED": "1",
    "KERAS_MAX_EPOCHS": "many",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_USE_LEGACY_KERAS": "1",
    "TF_DETERMINISTIC_OPS": "1",
    "TF2_BEHAVIOR": "0",
    "TF_XLA_FLAGS": "--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit",
    "XLA_FLAGS": "--xla_cpu_enable_fast_math=true",
    "ONEDNN_DEFAULT_FPMATH_MODE": "BF16",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "DNNL_MAX_CPU_ISA": "SSE41",
    "NVIDIA_TF32_OVERRIDE": "0",
    "TF_NUM_INTRAOP_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "PYTHONOPTIMIZE": "2",
    "PYTHONWARNINGS": "error",
    "PYTHONHASHSEED": "7",
    "LC_ALL": "de_DE.UTF-8",
}
"""What a user may have set for other programs. Some of it changed our weights, some kept Keras from loading."""
KERAS_SETTINGS = {
    "floatx": "float64",
    "epsilon": 0.5,
    "backend": "jax",
    "image_data_format": "channels_first",
    "nnx_enabled": True,
}
ABORTS = """
import os
os.write(2, b"2026-01-01 00:00:00.1: F cpu_feature_guard.cc:11] The TensorFlow library was compiled to use AVX instructions\\n")
os.abort()
"""
"""A TensorFlow that does what the real one does on a processor without AVX."""


def plain(**changes: str) -> dict[str, str]:
    """This process's variables without those of ``FOREIGN_VARIABLES``, and with others."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **changes}


def keras_home(folder: Path, settings: object = KERAS_SETTINGS) -> str:
    """A folder of Keras with somebody's settings."""
    folder.mkdir()
    (folder / "keras.json").write_text(json.dumps(settings), encoding="utf-8")
    return str(folder)


def with_fake(folder: Path, package: str, code: str) -> str:
    """A PYTHONPATH on which a package is another one."""
    (folder / package).mkdir(parents=True)
    (folder / package / "__init__.py").write_text(code, encoding="utf-8")
    return os.pathsep.join([str(folder), str(ROOT)])
