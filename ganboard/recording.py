"""A training that writes itself down: the trainer, its run folder, and when to save. The engine and the shell both use it."""

from __future__ import annotations

import math
import time
from typing import Any

import filelock

from ganboard import figures
from ganboard.datasets import Data
from ganboard.datasets.base import Progress
from ganboard.device import describe
from ganboard.evaluation.watch import QualityWatch
from ganboard.run_data import load, real_grid
from ganboard.runs import Run, lost_message
from ganboard.snapshot import Snapshot
from ganboard.storage import write_bytes
from ganboard.timeline import next_due
from ganboard.trainer import Trainer

SAVE_SECONDS = 10.0
"""No more than about this much training is lost when the machine fails."""


class Recording:
    """One run in training, in this process. Holds the run's lock until :meth:`close`.

    Args:
        run: The folder. A new one is prepared; one that has checkpoints goes on from where it stands.
        progress: Told how far a long load of images is.
        data: The images, where :func:`ganboard.run_data.load` has read them already.
        lock: The run's lock, where it is held already; it is let go of here in any case.

    Raises:
        RunError: another process trains this run.
        DatasetError: the images cannot be had.
        CheckpointError: checkpoints are there, but none fits.
    """

    def __init__(
        self,
        run: Run,
        progress: Progress | None = None,
        data: Data | None = None,
        lock: filelock.BaseFileLock | None = None,
    ) -> None:
        self.run = run
        self._lock = lock or run.acquire()
        try:
            run.sweep()
            run.mend()
            data = load(run, progress) if data is None else data
            self.config = run.config()
            self.trainer = Trainer(self.config, data)
            if run.steps():
                checkpoint = run.load()
                self.trainer.restore(checkpoint)
                if lost := lost_message(checkpoint):
                    run.notify(lost)
                run.record({"rewind": self.trainer.step})
            self.watch = QualityWatch(run, self.config, self.trainer)
            self.watch.rewind(self.trainer.step)
            if not (run.path / "real.png").exists():
                write_bytes(run.path / "real.png", figures.png(real_grid(data, self.config)))
        except BaseException:
            self._lock.release()
            raise
        self.open_ended = False
        """Whether to go on past the end that the config sets."""
        self.row: dict[str, Any] | None = None
        """What the newest snapshot added to the history; None if it had no measures."""
        self._step_seconds = 0.0
        self._saved_at = time.monotonic()
        self._clock = (time.monotonic(), self.trainer.step)
        run.update(
            state="paused", device=describe(), error=None, images=len(self.trainer.data), skipped=list(data.skipped)
        )

    @property
    def step(self) -> int:
        """Generator updates so far."""
        return self.trainer.step

    @property
    def finished(self) -> bool:
        """Whether the config's end is reached, and was not lifted by ``open_ended``."""
        return self.trainer.finished and not self.open_ended

    def turn(self, seconds: float = 0.1, at_most: int | None = None) -> int:
        """Train for about ``seconds``, and save where a checkpoint is due.

        Args:
            seconds: How long; the number of updates follows from the measured time of one.
            at_most: Updates at most.

        Returns:
            Updates done, at least 1.

        Raises:
            TrainingDiverged: a loss or a weight became NaN or infinite; the last good checkpoint is kept.
        """
        count = max(1, int(seconds / self._step_seconds)) if self._step_seconds else 1
        count = min(count, next_due(self.step) - self.step, at_most or count)
        if not self.open_ended:
            if self.config.steps is not None:
                count = min(count, max(1, self.config.steps - self.step))
            if self.config.seconds is not None and self._step_seconds:
                left = self.config.seconds - self.trainer.seconds
                count = min(count, max(1, math.ceil(left / self._step_seconds)))
        self.trainer.compile()
        begun = self.trainer.seconds
        self.trainer.advance(count)
        spent = self.trainer.seconds - begun
        took = spent / count
        # The first call also optimises the graph and must not make the turns short for long.
        self._step_seconds = took if not self._step_seconds else min(took, 0.8 * self._step_seconds + 0.2 * took)
        due = next_due(self.step - 1) == self.step or time.monotonic() - self._saved_at > SAVE_SECONDS
        if due:
            self.save()
        self.watch.after(spent, at_checkpoint=due)
        return count

    def snapshot(self) -> Snapshot:
        """What a viewer sees now; its measures go into the history."""
        snapshot = self.trainer.snapshot()
        self.row = None
        if snapshot.measures:
            now = (time.monotonic(), snapshot.step)
            (then, step), self._clock = self._clock, now
            row = {"step": snapshot.step, "seconds": round(snapshot.seconds, 3), "steps_per_second": 0.0}
            row |= {name: round(value, 6) for name, value in snapshot.measures.items()}
            row["steps_per_second"] = round((snapshot.step - step) / max(now[0] - then, 1e-6), 2)
            self.run.record(row)
            self.row = row
        return snapshot

    def rest(self) -> None:
        """Say that training pauses, so that the pause does not count in its speed."""
        self._clock = (time.monotonic(), self.step)

    def save(self, keep: bool = False) -> None:
        """Write a checkpoint, for good where ``keep``.

        Raises:
            TrainingDiverged: a weight is NaN or infinite; nothing was written.
        """
        checkpoint = self.trainer.checkpoint()
        images = self.trainer.samples()
        columns = figures.columns_for(self.config.network_spec.classes, len(images))
        self.run.save(checkpoint, figures.png(figures.grid(images, columns)), keep)
        self.run.update(step=checkpoint.step, seconds=round(checkpoint.seconds, 3))
        self._saved_at = time.monotonic()

    def rewind(self, step: int) -> None:
        """Go to a checkpoint of this run. Later checkpoints stay, and are made again when training passes them.

        Raises:
            CheckpointError: there is none of this step, or it is damaged; nothing was changed then.
        """
        self.trainer.restore(self.run.load(step))
        self.run.record({"rewind": step})
        self.watch.rewind(step)
        self.run.update(step=step, seconds=round(self.trainer.seconds, 3))
        self.rest()

    def close(self) -> None:
        """Let go of the folder, for another process to take."""
        self._lock.release()
