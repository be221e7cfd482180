"""A run's training as one Python file that needs TensorFlow alone."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import Any

from ganboard import __version__, figures, sampler
from ganboard.architectures import NetworkSpec
from ganboard.architectures import base as architectures
from ganboard.backend import FOREIGN
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.export.bundle import Bundle
from ganboard.i18n import N_
from ganboard.media import ImageMedium
from ganboard.registry import Part
from ganboard.runs import Run
from ganboard.storage import write_bytes

TEMPLATE = Path(__file__).with_name("script.txt")
KERAS_SETS = {"mnist": "mnist", "fashion": "fashion_mnist"}
"""Our sets that ``keras.datasets`` has, and what they are called there."""
STEPS = 2_000
"""Steps of the script where neither the config nor the run tells how many."""
IMPORTS = {"import argparse", "import os", "import time", "from types import SimpleNamespace"}
"""What the template itself imports from Python's library."""
PICTURES = {"fixed_points": sampler, "grid": figures, "columns_for": figures}
"""What the template itself uses from our modules."""
APART = ("dataset", "method", "seed", "steps", "seconds", "precision")
"""Fields that the template treats by itself."""


def export_script(run: Run, path: Path) -> None:
    """Write a script that trains the same networks with the same settings, and needs TensorFlow, Keras and NumPy alone.

    It holds the very source of the networks, losses and update: the same images and seed give the same weights. MNIST
    and Fashion-MNIST come through ``keras.datasets``, in full; other images from an ``.npz`` file, named when it runs.

    Args:
        run: The run.
        path: The file, which is replaced in one step.

    Raises:
        OSError: the file cannot be written.
    """
    config = run.config()
    steps = config.steps or int(run.status().get("step", 0)) or STEPS
    write_bytes(path, script(config, steps, path.name, run.id).encode())


def script(config: TrainConfig, steps: int, file: str = "gan.py", run: str = "") -> str:
    """The script's text.

    Args:
        config: What to train.
        steps: Updates, where ``--steps`` does not tell.
        file: The script's name, for the instructions in it.
        run: The run's id, for the note on its origin.

    Raises:
        ConfigError: it makes no pictures.
    """
    if not isinstance(config.dataset.medium, ImageMedium):
        raise ConfigError("dataset", config.dataset.name, N_("pictures: there is no script for points yet"))
    bundle = Bundle()
    # The update comes first, since it tells which methods of the other parts are needed; what it uses stands above it.
    bundle.add_part(config.method, {"learner"})
    used, method = bundle.attributes(), _taken(bundle)
    bundle.add("NetworkSpec", NetworkSpec, architectures)
    parts = [part for kind in () if kind not in APART and isinstance(part := getattr(config, kind), Part)]
    for part in parts:
        bundle.add_part(part, used)
    networks = _taken(bundle)
    for name, module in PICTURES.items():
        bundle.add(name, vars(module)[name], module)
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        version=__version__,
        origin=f" from the run {run}" if re.fullmatch(r"[\w.-]+", run) else "",
        file=file if re.fullmatch(r"[\w.-]+", file) else "gan.py",
        title=config.dataset.title,
        imports="\n".join(sorted(bundle.imports | IMPORTS, key=_place)),
        steps=steps,
        seed=config.seed,
        settings=_settings(config, used),
        spec=repr(config.network_spec),
        foreign=", ".join(f'"{beginning}"' for beginning in FOREIGN if beginning != "KERAS_"),
        policy=f'"{config.precision}"',
        networks=networks,
        method=method,
        pictures=_taken(bundle),
        learner=type(config.method).__name__,
        load=_load(config),
        usage="" if config.dataset.name in KERAS_SETS else " --data my.npz",
        data_needed=str(config.dataset.name not in KERAS_SETS),
    )


def _taken(bundle: Bundle) -> str:
    """The bundle's sources so far, which then holds none."""
    text = "\n\n\n".join(bundle.sources.values())
    bundle.sources.clear()
    return text


def _place(line: str) -> tuple[bool, str]:
    """Where an import line stands: plain imports first, as is the custom."""
    return line.startswith("from"), line


def _settings(config: TrainConfig, used: set[str]) -> str:
    """The fields that are used as keyword arguments, each with what it means."""
    lines = []
    for field, info in TrainConfig.model_fields.items():
        if field in APART or field not in used:
            continue
        value: Any = getattr(config, field)
        text = f"{type(value).__name__}()" if isinstance(value, Part) else repr(value)
        lines.append(f"    {field}={text},  # {info.description}")
    return "\n".join(lines)


def _load(config: TrainConfig) -> str:
    """The lines that get the images when no file is named."""
    name = KERAS_SETS.get(config.dataset.name)
    if name is None:
        return '    raise SystemExit("Name a file with your images: --data FILE.npz")'
    return f"""\
    keras.config.disable_interactive_logging()  # its bar would stand above the sentence where there is no network
    try:
        (images, labels), _ = keras.datasets.{name}.load_data()
    except Exception:  # Keras knows no other kind for a download that fails
        raise SystemExit(
            "The images could not be downloaded. Try again with a network connection, "
            "or name a file with images: --data FILE.npz"
        ) from None
    return images[..., np.newaxis], labels"""
