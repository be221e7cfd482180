"""A run's training as one Python file that needs TensorFlow alone."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import numpy as np

from ganboard import __version__
from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.errors import DatasetError, RunError
from ganboard.export.constants import constants
from ganboard.export.pieces import changing, conditions
from ganboard.export.template import SHARED, SUFFIX, TEMPLATES, render
from ganboard.export.values import values_of
from ganboard.i18n import N_
from ganboard.methods import METHODS
from ganboard.registry import Part
from ganboard.run_data import parts
from ganboard.run_start import BEGUN, COPY
from ganboard.run_status import SINCE
from ganboard.runs import Run
from ganboard.storage import write_bytes

STEPS = 2_000
"""Steps of the script where neither the config nor the run tells how many."""
FEW = 400
"""Points that stand in the script itself, at most."""
OTHERWISE = "\nThe run is a branch: up to step {since} it had other settings,\nand this script has the later ones from the start."
"""What a script says of a run whose config changed."""
BEGINNING_GONE = N_(
    "The run {run} has lost the file start.npz, with what its networks began with, so no script trains the same."
)
PLAIN_NAME = re.compile(r"[\w.-]+")
"""A name of a file or a run that may stand in the script: nothing in it can end a text or begin a command."""


def export_script(run: Run, path: Path) -> None:
    """Write a script that trains the same networks with the same settings, and needs TensorFlow, Keras and NumPy alone.

    It is made of templates, written to be read, and computes what the package computes: the same data and seed give the
    same weights. MNIST and Fashion-MNIST come through ``keras.datasets``, in full; images that we draw from a file that our
    command writes, but for those that the run holds out; a visitor's own from an ``.npz`` file, named when it runs. Points of a
    known density are drawn as the run has them; of other points, few stand in the script, and many come from the run's own file.
    Where the networks begin with what others have learnt, these weights are written beside the script: of ``run.py`` to
    ``run.start.npz``.

    Args:
        run: The run.
        path: The file, which is replaced in one step.

    Raises:
        OSError: the file cannot be written.
        RunError: what the networks began with is gone.
    """
    config, start = run.config(), run.path / COPY
    if config.start.warm and not start.exists():
        raise RunError(BEGINNING_GONE, run=run.id)
    if config.start.warm and BEGUN in run.status():  # layers stay as they are only where they had learnt something
        config = config.replace(**{"start.frozen": min(config.start.frozen, len(run.status()[BEGUN]["frozen"]))})
    steps = config.steps or int(run.status().get("step", 0)) or STEPS
    since = int(run.status().get(SINCE, 0))
    text = script(config, steps, path.name, run.id, _own_points(run, config), run.changes(), since)
    write_bytes(path, text.encode())
    if config.start.warm:
        write_bytes(path.with_name(_start_file(path.name)), start.read_bytes())


def script(
    config: TrainConfig,
    steps: int,
    file: str = "",
    run: str = "",
    points: np.ndarray | None = None,
    changes: Changes | None = None,
    since: int = 0,
) -> str:
    """The script's text.

    Args:
        config: What to train.
        steps: Updates, where ``--steps`` does not tell.
        file: The script's name, for the instructions in it.
        run: The run's id, for the note on its origin.
        points: A visitor's points that shall stand in it, float32, (count, 2); None: it reads them from a file.
        changes: What is changed while it trains.
        since: The step from which on the run had this config; what it had before, no script repeats.
    """
    changes = Changes(config) if changes is None else changes
    on = conditions(config, points is not None) | changing(changes)
    method = config.method
    values = {
        "title": config.dataset.title,
        "file": file if PLAIN_NAME.fullmatch(file) else f"{method.name}.py",
        "start_file": _start_file(file if PLAIN_NAME.fullmatch(file) else f"{method.name}.py"),
        "origin": f"Written by GANBoard {__version__}"
        + (f" from the run {run}." if PLAIN_NAME.fullmatch(run) else ".")
        + (OTHERWISE.format(since=since) if since else ""),
        "steps": str(steps),
        "precision": f'"{config.precision}"',
        "in_float32": "" if config.precision == "float32" else ', dtype="float32"',
        **values_of(config, on, points),
    }
    templates = _templates(config)
    values |= {kind: render(template, values, on).strip("\n") for kind, template in templates.items()}
    text = render(TEMPLATES / f"{method.name}{SUFFIX}", values | {"settings": "$settings"}, on, _folders(config))
    text = text.replace("$settings", constants(config, text, changes))
    return re.sub(r"\n{4,}", "\n\n\n", text)  # what an empty piece leaves


def _start_file(script: str) -> str:
    """What the weights are called that a script's networks begin with: each script has its own."""
    return f"{Path(script).stem}.start.npz"


def _own_points(run: Run, config: TrainConfig) -> np.ndarray | None:
    """A visitor's points that a run learns from, where they are few enough to be read; else None."""
    if getattr(config.dataset, "kind", "") != "own":
        return None
    with suppress(DatasetError):  # they are gone: the script says where it looks for them
        points = parts(run)[0].samples
        return points if len(points) <= FEW else None
    return None


def _templates(config: TrainConfig) -> dict[str, Path]:
    """The templates of the parts that the method holds, by kind."""
    held = {kind: getattr(config.method, kind) for kind in type(config.method).model_fields}
    return {kind: TEMPLATES / kind / f"{part.name}{SUFFIX}" for kind, part in held.items() if isinstance(part, Part)}


def _folders(config: TrainConfig) -> tuple[Path, ...]:
    """Where pieces of the method's template lie beside its own folder: with methods that it is a kind of, its parts, for all."""
    names = {kind: kind.name for kind in METHODS}
    kinds = [names[kind] for kind in type(config.method).__mro__[1:] if kind in names]
    parts = [template.with_name(template.name.removesuffix(SUFFIX)) for template in _templates(config).values()]
    return (*(TEMPLATES / name for name in kinds), *parts, SHARED)
