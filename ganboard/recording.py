"""A training that writes itself down: the trainer, its run folder, and when to save. The engine and the shell both use it."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import Any

import filelock

from ganboard import run_start
from ganboard.aside import lay_aside
from ganboard.branches import refuse_before_fork
from ganboard.changes import Change, checked
from ganboard.datasets import Data
from ganboard.datasets.base import Progress
from ganboard.device import describe, repeats
from ganboard.doctor.probe import Probe
from ganboard.errors import RunError
from ganboard.evaluation.repeats import REPEATED, Repeats
from ganboard.evaluation.watch import SHARE, QualityWatch
from ganboard.i18n import N_
from ganboard.metrics.intervals import Interval
from ganboard.race.entry import Race
from ganboard.race.marks import looked_back_at, marks_passed, steps_to_mark
from ganboard.race.verdict import Finish
from ganboard.run_checkpoints import lost_message
from ganboard.run_data import load, real_picture
from ganboard.run_status import is_of_numbers
from ganboard.runs import Run
from ganboard.showing import Showing
from ganboard.snapshot import Checkpoint, Snapshot
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
        RunError: what it is to begin with cannot be had.
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
            self.trainer = Trainer(self.config, data, run.changes(), run_start.provided(run, self.config))
            run_start.keep(run, self.trainer)
            run.history()  # one of a newer version is told before anything is added to it
            inherited = False
            if run.steps():
                checkpoint = run.load()
                inherited = run.is_inherited(checkpoint.step)
                refuse_before_fork(run.status(), checkpoint.step)
                self.trainer.restore(checkpoint, inherited)
                if lost := lost_message(checkpoint):
                    run.notify(lost)
                run.record({"rewind": self.trainer.step})
            elif gone := run.gone_message():
                run.notify(gone)
                run.record({"rewind": 0})
            self._race = Race.of(run.status())
            self._race_start = (self._race and self._race.start) or 0
            self.watch = QualityWatch(run, self.config, self.trainer, 0.0 if self._race else SHARE)
            self.watch.rewind(self.trainer.step)
            self._stand()
            self._repeats = Repeats.of(self.config, self.trainer.data)
            self.showing = Showing(self.config, data, self.trainer)
            self.probe = Probe(run, self.config, self.trainer)
            self.probe.rewind(self.trainer.step)
            if not (run.path / "real.png").exists():
                write_bytes(run.path / "real.png", real_picture(data, self.config))
            if inherited:  # from here on it is one of this config
                run.save(self.trainer.checkpoint(), self.showing.picture(self.trainer.samples()))
        except BaseException:
            self._lock.release()
            raise
        self.open_ended = False
        """Whether to go on past the end that the config sets."""
        self.rows: list[dict[str, Any]] = []
        """What was added to the history since somebody took it from here."""
        self._newest: Snapshot | None = None
        self._step_seconds = 0.0
        self._saved_at = time.monotonic()
        self._clock = (time.monotonic(), self.trainer.step)
        run.update(state="paused", device=describe(), error=None, images=len(self.trainer.data))
        if data.report:
            run.update(report=data.report.to_dict())

    @property
    def step(self) -> int:
        """Generator updates so far."""
        return self.trainer.step

    @property
    def finished(self) -> bool:
        """Whether the config's end is reached, and was not lifted by ``open_ended``."""
        return self.trainer.finished and not self.open_ended

    def turn(self, seconds: float = 0.1, at_most: int | None = None, only: str | None = None) -> int:
        """Train for about ``seconds``, and save where a checkpoint is due.

        Args:
            seconds: How long; the number of updates follows from the measured time of one.
            at_most: Updates at most.
            only: The one of the method's players that learns; see :meth:`Trainer.advance`.

        Returns:
            Updates done, at least 1.

        Raises:
            TrainingDiverged: a loss or a weight became NaN or infinite; the last good checkpoint is kept.
        """
        count = max(1, int(seconds / self._step_seconds)) if self._step_seconds else 1
        self._leave_later_ones()
        count = min(count, self._next_stop() - self.step, self.probe.due - self.step, at_most or count)
        if not self.open_ended:
            if self.config.steps is not None:
                count = min(count, max(1, self.config.steps - self.step))
            if self.config.seconds is not None and self._step_seconds:
                left = self.config.seconds - self.trainer.seconds
                count = min(count, max(1, math.ceil(left / self._step_seconds)))
        marked = self._marks_passed()
        if self._race is not None and self.step == self._race.start:
            self.watch.conclude()  # where two futures part: their curves begin at one point
        if self._race is not None:
            count = min(count, steps_to_mark(self.step, self.config, self._race_start) or count)
        stop = self._next_stop()
        self.trainer.compile()
        begun = self.trainer.seconds
        self.trainer.advance(count, only)
        spent = self.trainer.seconds - begun
        took = spent / count
        # The first call also optimises the graph and must not make the turns short for long.
        self._step_seconds = took if not self._step_seconds else min(took, 0.8 * self._step_seconds + 0.2 * took)
        due = self.step == stop or time.monotonic() - self._saved_at > SAVE_SECONDS
        if due:
            self.save()
        self.watch.after(spent, at_checkpoint=due)
        self.probe.after(spent)
        if self._marks_passed() > marked and not self.finished:
            self.watch.conclude()
        return count

    def _marks_passed(self) -> int:
        """Of a race; none past its end, which has :meth:`finish`."""
        racing = self._race is not None and not self.open_ended
        return marks_passed(self.step, self.trainer.seconds, self.config, self._race_start) if racing else 0

    def dial(self, dial: str, value: float) -> None:
        """Turn a dial, from the next step on. It is written down first, so that whatever follows from it is never without it.

        Raises:
            ConfigError: the method has no such dial, or it does not go so far.
            RunError: there are later checkpoints, which came without this change: see :func:`ganboard.branches.branch`.
            OSError: the disk refuses it; nothing is changed then.
        """
        change = checked(self.config, Change(self.step, dial, value))
        if self.trainer.changes.plus(change) == self.trainer.changes:
            return
        if self.has_later:
            raise RunError(
                N_("There are later checkpoints, which came without this change. Branch from step {step}."),
                step=self.step,
            )
        self.run.change(change)
        self.trainer.turn(dial, change.value)

    @property
    def has_later(self) -> bool:
        """Whether there are checkpoints after the present step, left from before a rewind."""
        return any(step > self.step for step in self.run.steps())

    def _next_stop(self) -> int:
        """The next step at which to save: where a checkpoint is due, or where one lies from before a rewind."""
        return min([next_due(self.step), *(step for step in self._later if step > self.step)])

    def snapshot(self) -> Snapshot:
        """What a viewer sees now; its measures go into the history. Asked again at the same step, they are the same."""
        snapshot = self.trainer.snapshot()
        if snapshot.measures:
            now = (time.monotonic(), snapshot.step)
            (then, step), self._clock = self._clock, now
            row = {"step": snapshot.step, "seconds": round(snapshot.seconds, 3), "steps_per_second": 0.0}
            row |= {name: round(value, 6) for name, value in snapshot.measures.items()}
            if self._repeats is not None:
                row[REPEATED] = round(self._repeats.share(snapshot.images), 4)
            row["steps_per_second"] = round((snapshot.step - step) / max(now[0] - then, 1e-6), 2)
            self.run.record(row)
            self.rows.append(row)
        elif self._newest and self._newest.step == snapshot.step:
            snapshot = replace(snapshot, measures=self._newest.measures)
        self._newest = snapshot
        return snapshot

    def rest(self) -> None:
        """Say that training pauses, so that the pause does not count in its speed."""
        self._clock = (time.monotonic(), self.step)

    def save(self, keep: bool = False) -> None:
        """Write a checkpoint, for good where ``keep``, and a row of the history at the same step.

        One that was made again bit for bit stays as it is, so that what was found out about it holds. Where other numbers came,
        as on another computer, the later checkpoints are of another past: they are laid aside as a run of their own.

        Raises:
            TrainingDiverged: a weight is NaN or infinite; nothing was written.
        """
        checkpoint = self.trainer.checkpoint()
        images = self.snapshot().images
        same = self.run.holds(checkpoint)
        if same is False:
            self._lay_aside(checkpoint.step)
        if same:
            if keep:
                self.run.keep(checkpoint.step)
            self.run.update(step=checkpoint.step, seconds=round(checkpoint.seconds, 3))
            self._fork = checkpoint.step
        else:
            self.run.save(checkpoint, self.showing.picture(images), keep, rebuilt=self.showing.rebuilt())
        self._saved_at = time.monotonic()

    def rewind(self, step: int) -> None:
        """Go back, or forward, to a checkpoint of this run. Later checkpoints and their rows of the history stay.

        Raises:
            CheckpointError: there is none of this step, or it is damaged; nothing was changed then.
        """
        self.go_to(self.run.load(step))

    def go_to(self, checkpoint: Checkpoint) -> None:
        """The same with a checkpoint of this run that was read already."""
        refuse_before_fork(self.run.status(), checkpoint.step)
        self.trainer.restore(checkpoint)
        self.run.record({"rewind": self.step})
        self.watch.rewind(self.step)
        self.probe.rewind(self.step)
        if self._repeats is not None:
            self._repeats.forget()
        self.run.update(step=self.step, seconds=round(self.trainer.seconds, 3), notices=self._other_notices())
        self._stand()
        self.rest()

    def _stand(self) -> None:
        """Take note of the checkpoints that lie after the present step."""
        self._fork = self.step
        self._later = [saved for saved in self.run.steps() if saved > self.step]
        self._newest = None

    def _leave_later_ones(self) -> None:
        """Before training on: where sums come out another way each time, the later checkpoints will not come again."""
        if self._later and not repeats():
            self._lay_aside(self._later[0])

    def _lay_aside(self, first: int) -> None:
        self._later = []
        lay_aside(self.run, self._fork, first)
        self.watch.rewind(self.step)
        self.probe.rewind(self.step)

    def conclude(self) -> dict[str, Any] | None:
        """At the end of a training: say in the run, and give back, why it came to nothing; None where there is nothing to say."""
        self.probe.conclude()
        rows = self.run.history()
        last_tenth = rows[-max(1, len(rows) // 10) :]  # a mean over few steps may by chance be a calm one
        sentence = next(filter(None, map(self.config.method.ran_away, reversed(last_tenth))), None)
        if sentence:
            self.run.update(notices=self._other_notices())
            self.run.notify(sentence)
        return sentence

    def _other_notices(self) -> list[dict[str, Any]]:
        """Without what was said of the numbers at an end, which is true of no other step."""
        return [note for note in self.run.status()["notices"] if not is_of_numbers(note)]

    def finish(self) -> Finish:
        """How an entrant came to the end of its race: where it stands, and its distance from the real samples.

        Of pictures it is the Fréchet distance, of points the sliced Wasserstein distance; each with the same noise in all entrants
        whose noise is of one size.
        """
        start = self._race.start if self._race is not None else None
        if start is not None and all(row["step"] != start for row in self.watch.rows):
            self._review(start)
        row = self.watch.conclude()
        distance, count = self.showing.distance() if row is None else (Interval.from_dict(row), int(row["count"]))
        return Finish(self.step, round(self.trainer.seconds, 3), distance, count)

    def _review(self, first: int) -> None:
        """Estimate the quality at the checkpoints from a step on: of a future that was there before, and is not trained again."""
        end = self.step
        self.watch.rewind(first)
        for step in looked_back_at([each for each in self.run.steps() if first <= each < end]):
            self.trainer.restore(self.run.load(step))
            self.watch.conclude()
        self.trainer.restore(self.run.load(end))

    def close(self) -> None:
        """Let go of the folder, for another process to take."""
        self._lock.release()
