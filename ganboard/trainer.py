"""The training loop. Knows nothing of threads, sockets, disks or screens."""

from __future__ import annotations

import math
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from ganboard.backend import own_settings, tf
from ganboard.changes import Change, Changes
from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.device import configure
from ganboard.errors import ConfigError, DatasetError, TrainingDiverged
from ganboard.i18n import N_
from ganboard.methods.begin import Begun, kept
from ganboard.methods.maker import restore
from ganboard.sampler import Sampler
from ganboard.snapshot import Checkpoint, Snapshot


class Trainer:
    """One training.

    Args:
        config: What to train.
        data: The samples with all that is known of them; loaded by the config's dataset if left out.
        start: The weights that the networks begin with, by name; those of the config's start if left out, and none where a
            checkpoint is restored anyway.
        changes: Which dials are turned at which steps, such as ``[{"step": 500, "dial": "penalty.gamma", "value": 1.0}]``; whatever
            checkpoint the training starts from, it meets them again.

    Attributes:
        begun: What of the config's start was taken over; None where all begins fresh.
        changes: Those made and planned.
        data: What it learns from.
        held_out: A tenth of them, which it never sees; None where there are too few. See :func:`ganboard.datasets.split`.

    Raises:
        DatasetError: the data cannot be had, or lack what the method learns from.
        ConfigError: a change cannot be made.
        RunError: what it is to begin with cannot be had.

    Example:
        >>> trainer = Trainer(TrainConfig(dataset="mnist", steps=2_000, seed=0))
        >>> for snapshot in trainer.run(every=100):
        ...     print(snapshot.step, snapshot.losses)
    """

    def __init__(
        self,
        config: TrainConfig,
        data: Data | None = None,
        changes: Iterable[Change | Mapping[str, Any]] = (),
        start: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        configure()
        self.config = config
        self.changes = Changes(config, changes)
        data = config.dataset.load() if data is None else data
        self.data, self.held_out = split(data, whole=bool(config.dataset.one_in_ways))
        if lacking := [name for name in config.method.needs if name not in self.data.columns]:
            text = N_("The method {method} learns from {lacking}, which these data do not have.")
            raise DatasetError(text, method=config.method.name, lacking=", ".join(lacking))
        self.step = 0
        """Generator updates so far."""
        self.seconds = 0.0
        """Seconds spent in updates so far; building and tracing do not count."""
        with own_settings(config.precision):
            self.learner = config.method.learner(config.dataset, self.data, config.seed)
            """The networks, their phases and dials."""
            self.begun: Begun | None = None
            if config.start.warm:
                arrays = config.beginning() if start is None else start
                self.begun = self.learner.begin(arrays, config.start.frozen)
            if self.held_out is not None:
                self.learner.meet_unseen(self.held_out)
        self.sampler = Sampler(self.learner.maker, config.network_spec)
        self._watched = self.sampler.watched(config.seed, config.dataset.medium.rows)
        self._compiled: dict[Hashable, Any] = {}
        self._standing = Changes(config).standing(0)
        self._measures = [measure.name for measure in config.method.measures]
        self._losses = {measure.name for measure in config.method.measures if measure.kind == "loss"}
        self._sums = np.zeros(len(self._measures))
        self._summed = 0

    def compile(self) -> None:
        """Trace and compile the loop, a few seconds, once for each form. :meth:`advance` does it when it was not done before."""
        self._take_changes()
        if self.learner.form not in self._compiled:
            scalar = tf.TensorSpec([], tf.int64)
            with own_settings(self.config.precision):
                loop = tf.function(self._loop, autograph=False).get_concrete_function(scalar, scalar)
            self._compiled[self.learner.form] = loop

    def turn(self, dial: str, value: float) -> None:
        """Give a dial another value, from the next step on.

        Raises:
            ConfigError: the method has no such dial, or it does not go so far.
        """
        self.changes = self.changes.plus(Change(self.step, dial, value))

    def _take_changes(self) -> None:
        """Have the learner's dials say what they say at the present step."""
        standing = self.changes.standing(self.step)
        if standing != self._standing:
            self.learner.turn(standing)
            self._standing = standing

    def _loop(self, start: Any, count: Any) -> tuple[Any, Any, Any]:
        """``count`` updates, ending early at the first loss that is not finite: (updates, sums, whether all were).

        A score may be NaN, where there is nothing to measure it by.
        """
        losses = [place for place, name in enumerate(self._measures) if name in self._losses]

        def go_on(done: Any, _: Any, finite: Any) -> Any:
            return tf.logical_and(done < count, finite)

        def update(done: Any, sums: Any, _: Any) -> tuple[Any, Any, Any]:
            measures = self.learner.update(start + done)
            return done + 1, sums + measures, tf.reduce_all(tf.math.is_finite(tf.gather(measures, losses)))

        zero = tf.constant(0, tf.int64)
        return tf.while_loop(
            go_on, update, (zero, tf.zeros(len(self._measures)), tf.constant(True)), parallel_iterations=1
        )

    def advance(self, count: int, only: str | None = None) -> None:
        """Do ``count`` updates in one compiled call, or in several where something changes in between.

        Args:
            count: How many.
            only: The one of the method's players that learns while the others rest; None: all do.

        Raises:
            ConfigError: the method has no such player.
            TrainingDiverged: a loss became NaN or infinite. The networks are spoilt: restore a checkpoint.
        """
        end = self.step + count
        while self.step < end:
            self.compile()
            self._updates(min(end, self.changes.next(self.step) or end) - self.step, only)

    def _updates(self, count: int, only: str | None) -> None:
        begun = time.perf_counter()
        with self._resting(only):
            done, sums, finite = self._compiled[self.learner.form](
                tf.constant(self.step, tf.int64), tf.constant(count, tf.int64)
            )
        self.step += int(done)
        self.seconds += time.perf_counter() - begun
        if not finite:
            raise TrainingDiverged(self.step)
        self._sums += sums.numpy()
        self._summed += count

    @contextmanager
    def _resting(self, only: str | None) -> Iterator[None]:
        """All players but one have a learning rate of 0 for a while."""
        players, dials = self.config.method.players, self.learner.dials
        if only is not None and only not in players:
            raise ConfigError("only", only, N_("one of {choices}"), choices=", ".join(players) or "–")
        turned = {} if only is None else {dial: dials[dial].numpy() for name, dial in players.items() if name != only}
        for dial in turned:
            dials[dial].assign(0.0)
        try:
            yield
        finally:
            for dial, value in turned.items():
                dials[dial].assign(value)

    def beginning(self) -> dict[str, np.ndarray]:
        """The weights of the maker's networks as they are now, before the first step, for another trainer to begin with.

        What was not taken over from the config's start has ``fresh/`` before its name.
        """
        return {} if self.begun is None else kept(self.learner.variables, self.begun)

    def run(self, every: int = 100) -> Iterator[Snapshot]:
        """Train until the config's end, yielding a snapshot every so many updates. Stopping is leaving the loop.

        Raises:
            TrainingDiverged: a loss became NaN or infinite.
        """
        while not self.finished:
            left = every if self.config.steps is None else min(every, self.config.steps - self.step)
            self.advance(left)
            yield self.snapshot()

    @property
    def finished(self) -> bool:
        """Whether the end that the config sets, in steps or in seconds, is reached."""
        steps, seconds = self.config.steps, self.config.seconds
        return (steps is not None and self.step >= steps) or (seconds is not None and self.seconds >= seconds)

    def snapshot(self) -> Snapshot:
        """What a viewer sees now; the measures are means since the last snapshot, without those that could not be taken."""
        means = (self._sums / self._summed).tolist() if self._summed else []
        measures = {name: mean for name, mean in zip(self._measures, means, strict=bool(means)) if math.isfinite(mean)}
        self._sums[:], self._summed = 0, 0
        seen = self.step * self.config.method.batch_size
        losses = {name: value for name, value in measures.items() if name in self._losses}
        return Snapshot(self.step, self.seconds, seen, self.samples(), self._watched.labels, measures, losses)

    def samples(self) -> np.ndarray:
        """The images of the fixed latents, uint8, (count, height, width, channels)."""
        return self.sampler.show(self._watched)

    def checkpoint(self) -> Checkpoint:
        """All that is needed to go on, bit for bit.

        Raises:
            TrainingDiverged: a weight is NaN or infinite, so that going on from here would be useless.
        """
        arrays = {name: variable.numpy() for name, variable in self.learner.variables.items()}
        if not all(np.isfinite(array).all() for array in arrays.values() if array.dtype.kind == "f"):
            raise TrainingDiverged(self.step)
        return Checkpoint(self.step, self.seconds, arrays)

    def restore(self, checkpoint: Checkpoint, inherited: bool = False) -> None:
        """Go back, or forward, to a checkpoint of the same config.

        Args:
            checkpoint: Where to stand.
            inherited: Whether it is of another config with the same networks: what only this one remembers stays as it is.

        Raises:
            CheckpointError: it is of other networks; nothing was changed then.
        """
        variables = self.learner.variables
        if inherited:
            variables = {name: each for name, each in variables.items() if name in checkpoint.arrays}
        restore(variables, checkpoint)
        self.step, self.seconds = checkpoint.step, checkpoint.seconds
        self._sums[:], self._summed = 0, 0
