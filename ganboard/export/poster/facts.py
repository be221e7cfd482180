"""What a poster says of a run, apart from what its networks are asked. Needs no TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError
from ganboard.evaluation import store
from ganboard.i18n import N_, message
from ganboard.latent.neighbours import Neighbours
from ganboard.media import PixelMedium
from ganboard.metrics.reading import Reading
from ganboard.presets import PRESETS, title_of
from ganboard.run_data import parts
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

GAP = 2
"""Pixels between the samples in a run's pictures, see :func:`ganboard.figures.grid`."""
PAIRS = 6
"""Fakes beside which the nearest training picture is shown."""
DISTANCES = ("frechet", "kernel", "sliced")
"""The first of them that has a number is the distance."""
OWN_SETS = ("images", "hand")
"""The datasets of somebody's own pictures."""
BEGUN_HERE = N_(
    "Its networks began with those of another training, which only the computer has that it ran on. So no link makes it again."
)
OWN = N_("It learned from files of its own, so no link makes it again: the files would be missing.")
CHANGED = N_("Its dials were turned while it trained. The link begins the same training, without these changes.")


@dataclass(frozen=True)
class Facts:
    """All that is known of a checkpoint without asking its networks.

    Attributes:
        config: Of the run.
        title: Of the preset, marked for translation; or the run's name.
        step: Of the checkpoint.
        seconds: Of training until then.
        columns: Samples in a row of the picture; 0 where it shows all samples together.
        picture: The samples, uint8, (height, width, 1 or 3).
        real: What it learned from; None where that cannot be had any more, and ``missing`` says why.
        missing: A message, or None.
        fakes: Some of the samples, uint8, (count, height, width, channels); none of points.
        nearest: The training picture nearest to each, by pixels; empty where nothing can be compared.
        apart: How far each is, root mean square in levels from 0 to 255.
        distance: From the evaluation nearest to this step; None where nothing was measured.
        distance_step: Of which step it is.
        link: What begins the same training; empty where none can.
        note: What must be known of the link, a message; or None.
    """

    config: TrainConfig
    title: str
    step: int
    seconds: float
    columns: int
    picture: np.ndarray
    real: Data | None
    missing: dict[str, Any] | None
    fakes: np.ndarray
    nearest: np.ndarray
    apart: np.ndarray
    distance: Reading | None
    distance_step: int
    link: str
    note: dict[str, Any] | None

    @property
    def of_points(self) -> bool:
        """Whether samples are points, which are shown all together."""
        return not self.columns

    @property
    def side(self) -> int:
        """Pixels of a sample's side."""
        return self.config.network_spec.shape[-2]


def gather(run: Run, checkpoint: Checkpoint, home: str) -> Facts:
    """Read what there is.

    Raises:
        CheckpointError: the checkpoint has no picture, or a damaged one.
    """
    config, step = run.config(), checkpoint.step
    medium = config.dataset.medium
    columns = (config.network_spec.columns or medium.rows) if isinstance(medium, PixelMedium) else 0
    picture = figures.read_png(run.picture(step))
    real, missing = _real(run)
    fakes = _some(picture, columns, config) if columns else np.zeros((0, 1, 1, 1), np.uint8)
    nearest, apart = _nearest(fakes, real)
    distance, distance_step = _distance(run, step)
    link, note = _link(run, config, home)
    return Facts(
        config=config,
        title=title_of(run.status()["name"]),
        step=step,
        seconds=checkpoint.seconds,
        columns=columns,
        picture=picture,
        real=real,
        missing=missing,
        fakes=fakes[: len(nearest)],
        nearest=nearest,
        apart=apart,
        distance=distance,
        distance_step=distance_step,
        link=link,
        note=note,
    )


def samples_of(picture: np.ndarray, side: int) -> np.ndarray:
    """The samples in a run's picture, row by row: uint8, (count, side, side, 1 or 3)."""
    cell = side + GAP
    rows, columns = ((length + GAP) // cell for length in picture.shape[:2])
    padded = np.pad(picture, ((0, GAP), (0, GAP), (0, 0)))[: rows * cell, : columns * cell]
    cells = padded.reshape(rows, cell, columns, cell, -1).transpose(0, 2, 1, 3, 4)
    return cells.reshape(rows * columns, cell, cell, -1)[:, :side, :side]


def _real(run: Run) -> tuple[Data | None, dict[str, Any] | None]:
    try:
        return parts(run)[0], None
    except GANBoardError as error:
        return None, error.message


def _some(picture: np.ndarray, columns: int, config: TrainConfig) -> np.ndarray:
    """Some samples from all over a picture, of different columns; drawings that stand among them are none."""
    samples = samples_of(picture, config.network_spec.shape[-2])
    places = np.arange(len(samples))
    if "translate" in config.method.abilities:  # as Sampler.watched lays them out
        told = config.network_spec.columns
        places = places[(places // columns % 2 == 1) if told else (places % columns > 0)]
    if "swap" in config.method.abilities:  # of the first side, as the real ones are that they are compared with
        places = places[places // columns % 4 == 3]
    spread = np.linspace(0, len(places) - 1, min(PAIRS, len(places))).round().astype(int)
    return samples[places[spread]]


def _nearest(fakes: np.ndarray, real: Data | None) -> tuple[np.ndarray, np.ndarray]:
    samples = np.zeros((0, 1, 1, 1)) if real is None else real.samples
    samples = samples[:, 0] if samples.ndim == 5 else samples  # of clips the first frames, as the picture shows them
    if not len(samples) or not len(fakes) or samples.shape[1:] != fakes.shape[1:]:
        return fakes[:0], np.zeros(0, np.float32)
    index = Neighbours(samples.reshape(len(samples), -1))
    found = [index.nearest(fake.reshape(-1), 1) for fake in fakes]
    return samples[[int(numbers[0]) for numbers, _ in found]], np.array([gaps[0] for _, gaps in found])


def _distance(run: Run, step: int) -> tuple[Reading | None, int]:
    """The distance that was measured of this step, or else of the one nearest to it."""
    for measured in sorted(store.measured(run), key=lambda each: (abs(each - step), each)):
        try:
            evaluation = store.read(run, measured)
        except GANBoardError:  # damaged: the next one
            continue
        readings = (evaluation.readings.get(name) for name in DISTANCES)
        found = next((each for each in readings if each is not None and each.leading is not None), None)
        if found is not None and store.is_current(run, measured, evaluation):
            return found, measured
    return None, 0


def _link(run: Run, config: TrainConfig, home: str) -> tuple[str, dict[str, Any] | None]:
    """What begins the same training, in the shortest words, and what must be known of it."""
    if config.dataset.name in OWN_SETS or getattr(config.dataset, "path", None):
        return "", message(OWN)
    if config.start.name == "run":
        return "", message(BEGUN_HERE)
    preset = next((name for name, each in PRESETS.items() if each.config() == config), None)
    query = {"preset": preset} if preset else config.to_query() or {"seed": str(config.seed)}
    note = message(CHANGED) if run.changes().to_list() else None
    return f"{home.rstrip('/')}/train?{urlencode(query)}", note
