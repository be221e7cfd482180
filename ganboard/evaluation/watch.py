"""How good a training is while it runs: a cheap number every few checkpoints, paid for from a small part of its time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import GANBoardError, reason
from ganboard.evaluation.purse import Purse
from ganboard.evaluation.reference import SEED, SLICE, Looking
from ganboard.i18n import N_, message
from ganboard.journal import is_number
from ganboard.media import ImageMedium, PointsMedium
from ganboard.metrics import extractor_for
from ganboard.metrics.base import ImageSet, Samples
from ganboard.metrics.frechet import Frechet
from ganboard.metrics.intervals import Interval
from ganboard.metrics.networks import FEATURES
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.storage import disk_message
from ganboard.trainer import Trainer

FAKES, REALS = 500, 1_000
"""Images compared, at most. The same fakes every time, so that the curve shows the training and not the draw."""
FEWEST = 2 * FEATURES
"""Training images from which on there is an estimate: with fewer their covariance is unknown."""
SHARE = 0.025
"""Of the seconds of training so much is planned for. With what takes longer than planned it stays below 0.03."""
FIRST_SECONDS = 0.25
"""What the first piece of work is taken to cost: building the extractor and tracing it."""
MARGIN = 1.3
"""Each further one is taken to cost so many times as much as the last of its kind: a busy computer is sometimes slower."""
NUMBERS = ("step", "value", "low", "high")
"""What every row holds; others are ``count``, ``extractor`` and, once known, ``unseen``: the same number for unseen images."""
FEW = N_("Quality is not measured while training: that takes at least {least} images, and there are {count}.")
POINTS = N_("How good the points are is written below the picture all the time.")
CLIPS = N_("How good the clips are is measured on the Evaluate page.")
BROKEN = N_("Quality is no longer measured while training: {problem}")


class QualityWatch:
    """Estimates the Fréchet distance of a training's fakes, :data:`FAKES` of them, into the run's ``quality.jsonl``.

    Changes nothing about the training. Whatever goes wrong here ends the watch and not the training.

    Args:
        run: The folder.
        config: What is trained.
        trainer: The training.
        share: The part of the seconds of training that estimates may take.

    Attributes:
        rows: What was measured so far, ascending in ``step``; another tuple whenever it changes.
        problem: Why nothing is measured (any more), a message; None where it is.
        purse: What estimates may cost.
    """

    def __init__(self, run: Run, config: TrainConfig, trainer: Trainer, share: float = SHARE) -> None:
        self._run, self._config, self._trainer = run, config, trainer
        self.purse = Purse(share)
        self.rows: tuple[dict[str, Any], ...] = ()
        self.problem: dict[str, Any] | None = None
        if not isinstance(config.dataset.medium, ImageMedium):
            self.problem = message(POINTS if isinstance(config.dataset.medium, PointsMedium) else CLIPS)
        elif len(trainer.data) < FEWEST:
            self.problem = message(FEW, least=FEWEST, count=len(trainer.data))
        run.update(unwatched=self.problem)
        spec = config.network_spec
        self._latents = latents(FAKES, spec.latent_size, SEED)
        self._labels = trainer.sampler.labels(FAKES)
        self._unseen: float | None = None
        self._compared = False
        self._work: Iterator[float] | None = self._get_ready()
        self._next = FIRST_SECONDS
        self._estimate_costs = math.inf

    def after(self, seconds: float, at_checkpoint: bool) -> None:
        """Do what the time allows: get ready, or take an estimate.

        What took longer than planned is made up for by waiting.

        Args:
            seconds: Time that went into training since the last call.
            at_checkpoint: Whether the training stands where a checkpoint was saved.
        """
        self.purse.trained += seconds
        self._harmlessly(lambda: self._spend(at_checkpoint))

    def conclude(self) -> dict[str, Any] | None:
        """The estimate of where the training stands, whatever it costs; None where none can be taken."""
        self._harmlessly(self._measure_now)
        return self.rows[-1] if self.rows and self.rows[-1]["step"] == self._trainer.step else None

    def _harmlessly(self, action: Callable[[], None]) -> None:
        """Do something unless nothing can be measured; what goes wrong ends the watch alone."""
        if self.problem is not None:
            return
        try:
            action()
        except Exception as error:  # whatever it is, training matters more
            self.problem = message(BROKEN, problem=_told(error, self._run))
            with suppress(OSError, GANBoardError):  # a disk that is full now may have room when training saves
                self._run.update(unwatched=self.problem)

    def _spend(self, at_checkpoint: bool) -> None:
        while self._work and self.purse.affords(self._next):
            self.purse.pay(self._go_on)
        if not self._work and at_checkpoint and self.purse.affords(self._estimate_costs):
            self._estimate_costs = MARGIN * self.purse.pay(self._estimate)

    def _measure_now(self) -> None:
        while self._work:
            self.purse.pay(self._go_on)
        if not self.rows or self.rows[-1]["step"] != self._trainer.step:
            self.purse.pay(self._estimate)

    def rewind(self, step: int) -> None:
        """Lay aside what was measured after a step, or take up again what was measured up to it."""
        if self._run.quality.path.exists():
            self._run.quality.add({"rewind": step})
        self.rows = tuple(usable(self._run.quality.rows()))

    # What is done once, in pieces. Each iterator gives what its next piece is taken to cost.

    def _go_on(self) -> None:
        expected = next(self._work, None) if self._work else None
        if expected is None:
            self._work = None
        else:
            self._next = expected

    def _get_ready(self) -> Iterator[float]:
        """Look at training images; learn what looking and making cost."""
        data = self._trainer.data
        height, width, channels = data.samples.shape[1:]
        self._extractor = extractor_for(self._config.dataset, (height, width, channels))
        looking = self._looking(data, REALS)
        looking.advance(0.0)  # traces, too
        begun = time.perf_counter()
        looking.advance(0.0)
        looked = time.perf_counter()
        self._make(SLICE)
        made = time.perf_counter()
        self._estimate_costs = MARGIN * (made - begun) * FAKES / SLICE
        while not looking.done:
            yield MARGIN * (looked - begun)
            looking.advance(0.0)
        self._real = looking.found()

    def _compare_unseen(self) -> Iterator[float]:
        """The same number for as many images that are never trained on: the best that one can hope for."""
        held_out = self._trainer.held_out
        for row in self.rows:  # perhaps it is known from before a pause
            if row.get("extractor") == self._extractor.name and "unseen" in row:
                self._unseen = row["unseen"]
                return
        if held_out is None or len(held_out) < FAKES:
            return
        looking = self._looking(held_out, FAKES)
        while not looking.done:
            yield self._estimate_costs * SLICE / FAKES
            looking.advance(0.0)
        self._unseen = self._distance(looking.found()).value

    def _looking(self, data: Data, most: int) -> Looking:
        return Looking(self._extractor, data.samples[np.random.default_rng(SEED).permutation(len(data))[:most]])

    # What is done at a checkpoint

    def _estimate(self) -> None:
        looking = Looking(self._extractor, self._make(FAKES))
        looking.advance(math.inf)
        found = self._distance(looking.found())
        numbers = {name: round(value, 6) for name, value in found.to_dict().items()}
        row = {"step": self._trainer.step, **numbers, "count": FAKES, "extractor": self._extractor.name}
        if self._unseen is not None:
            row["unseen"] = round(self._unseen, 6)
        self._run.quality.add(row)
        self.rows = (*self.rows, row)
        if not self._compared:  # only now, so that the first number comes soon
            self._compared = True
            self._next, self._work = 0.0, self._compare_unseen()

    def _make(self, count: int) -> np.ndarray:
        labels = None if self._labels is None else self._labels[:count]
        return self._trainer.sampler.sample(self._latents[:count], labels)

    def _distance(self, images: ImageSet) -> Interval:
        return Frechet().estimate(images, Samples(images, self._real))


def _told(error: Exception, run: Run) -> dict[str, Any] | str:
    if isinstance(error, OSError):
        return disk_message(error, run.path)
    return error.message if isinstance(error, GANBoardError) else reason(error)


def usable(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a ``quality.jsonl`` that hold all their numbers; a file may come from anywhere."""
    return [row for row in rows if all(_finite({"unseen": 0, **row}.get(name)) for name in (*NUMBERS, "unseen"))]


def _finite(value: Any) -> bool:
    return is_number(value) and math.isfinite(value)
