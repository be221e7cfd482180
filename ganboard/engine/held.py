"""One run in the engine: what is done at its turn, and how it ends."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import filelock

from ganboard.datasets import Data
from ganboard.engine.failure import in_words, is_of_disk, write_log
from ganboard.engine.mailbox import Mailbox
from ganboard.engine.protocol import ACTIVE
from ganboard.errors import EngineError, GANBoardError, TrainingDiverged
from ganboard.i18n import N_, message
from ganboard.race.entry import Race
from ganboard.race.turns import Stand, Stint
from ganboard.race.verdict import DROPPED_OUT, FINISH
from ganboard.recording import Recording
from ganboard.run_status import ENDED
from ganboard.runs import Run

RESTARTED = N_("The training process stopped unexpectedly and was started again. Training went on from step {step}.")
UNEXPECTED = N_("An unexpected error ended this run: {problem}. The file error.log in its folder says where.")


@dataclass
class Held:
    """A run that the engine holds. Belongs to the scheduler's thread, but for its mailbox.

    Attributes:
        run: The folder.
        running: Whether it shall train.
        adopted: Whether an engine that died had it.
        queued: Whether it waits for a place.
        cancelled: Whether it was given up while its images were loaded.
        data: The images, from when they are loaded to when the networks are built.
        lock: The run's lock, for the same time.
        recording: The training, once built.
        until: The step at which to pause, if one was set.
        only: The one player that learns until then; None: all do.
        watched_at: When somebody looked last, on the monotonic clock.
        open_at: When somebody last had it open, looking or not, or asked something of it.
        pending: Orders that wait for the networks.
        mailbox: What is visible.
        race: The race that it is in.
    """

    run: Run
    running: bool
    adopted: bool = False
    queued: bool = True
    cancelled: bool = False
    data: Data | None = None
    lock: filelock.BaseFileLock | None = None
    recording: Recording | None = None
    until: int | None = None
    only: str | None = None
    watched_at: float = field(default_factory=time.monotonic)
    open_at: float = field(default_factory=time.monotonic)
    pending: list[Any] = field(default_factory=list)
    mailbox: Mailbox = field(init=False)
    race: Race | None = field(init=False)

    def __post_init__(self) -> None:
        self._first_saved = self._compiled = self._spoilt = False
        self.mailbox = Mailbox(self.run)
        status = self.run.status()
        self.race = Race.of(status)
        if self.adopted:
            self.until = status.get("until")

    @property
    def state(self) -> str:
        """One of ``run_status.STATES``."""
        return self.mailbox.view.state

    def enter(self, state: str, **changes: Any) -> None:
        """Change the state, on disk and on screen."""
        past_end = bool(self.recording and self.recording.open_ended)
        self.mailbox.enter(state, {"until": self.until, "open_ended": past_end}, **changes)

    # What happens at its turn

    @property
    def busy(self) -> bool:
        """Whether there is something to do at its turn."""
        if self.recording is None:
            return self.data is not None and not self.cancelled
        return self.running or not self._first_saved

    @property
    def racing(self) -> Race | None:
        """The race that it takes its turns in; None for one that is in none, or trains on by itself past the race's end."""
        alone = self.race is None or (self.recording is not None and self.recording.open_ended)
        return None if alone else self.race

    @property
    def ready(self) -> bool:
        """Whether its next turn is one of training."""
        return self.recording is not None and self._first_saved and self._compiled

    @property
    def stand(self) -> Stand:
        """Where the training stands."""
        recording = self._recording()
        return Stand(recording.step, recording.trainer.seconds)

    @property
    def ended(self) -> bool:
        """Whether it is over, and only kept for a quick return."""
        return self.recording is not None and self.state in ENDED

    def work(self, stint: Stint | None = None) -> None:
        """One turn: a part of getting ready, or about 100 ms of training.

        Args:
            stint: How far this turn may go in a race.
        """
        if self.recording is None:
            self._build()
        elif not self._first_saved:
            self.save_if_needed()  # only now, for the first picture shall come early
            self._first_saved = True
        elif not self._compiled and not self.recording.finished:
            self.recording.trainer.compile()
            self.recording.rest()
            self._compiled = True
            self.enter("running")
        else:
            self._train(self.recording, stint or Stint(0))

    def _build(self) -> None:
        before = self.run.status()
        data, lock, self.data, self.lock = self.data, self.lock, None, None
        self.recording = Recording(self.run, data=data, lock=lock)
        self.recording.open_ended = bool(before.get("open_ended"))
        self.mailbox.read_history(self.recording)
        self._first_saved = bool(self.run.steps())
        if self.adopted:
            self.run.notify(message(RESTARTED, step=self.recording.step))
        self.mailbox.publish(device=self.run.status()["device"])  # not after the first picture
        self.mailbox.show(self.recording, first=True)
        resting = before["state"] if before["state"] in ("finished", "stopped") else "paused"
        self.enter("preparing" if self.running else resting, device=self.run.status()["device"], error=None)

    def _train(self, recording: Recording, stint: Stint) -> None:
        rest = stint.seconds
        stops = [self.until, None if stint.steps is None else recording.step + stint.steps]
        stop = min((each for each in stops if each is not None), default=None)
        begun = time.monotonic()
        # One call ends where a checkpoint is due. Early that is every few steps, which must not shorten the turn.
        while rest > 0 and (stop is None or recording.step < stop) and not recording.finished:
            recording.turn(rest, None if stop is None else stop - recording.step, self.only)
            rest = stint.seconds - (time.monotonic() - begun)
        if self._arrived(recording):
            if self.racing:  # all are shown by their checkpoints where they rest
                self.save_if_needed()
            self.mailbox.show(recording)
            self._rest("paused")
        elif recording.finished:
            self._finish(recording)
        elif self.due and not (self.racing and self.racing.by == "step"):  # these are shown together, where they meet
            self.show()

    @property
    def due(self) -> bool:
        """Whether it is time for the next picture."""
        return self.mailbox.due(self.watched_at)

    def show(self) -> None:
        """Have viewers see where the training stands."""
        self.mailbox.show(self._recording())

    def _arrived(self, recording: Recording) -> bool:
        return self.until is not None and recording.step >= self.until

    def _rest(self, state: str, **changes: Any) -> None:
        self.running, self.until, self.only = False, None, None
        self.enter(state, **changes)

    def _end(self, state: str) -> None:
        self.save_if_needed()
        if self.racing and state in ENDED:
            self._come_in(self._recording())
        self.show()
        self._rest(state)

    def _finish(self, recording: Recording) -> None:
        self.save_if_needed()
        recording.conclude()
        self._end("finished")

    def _come_in(self, recording: Recording) -> None:
        """Write down how it came to the end of its race, once: what it does afterwards is no part of it."""
        if self.run.status().get(FINISH) is None:
            self.run.update(**{FINISH: recording.finish().to_dict()})

    def _save(self, keep: bool = False) -> None:
        self._recording().save(keep)
        self.mailbox.show(self._recording())

    def save_if_needed(self) -> None:
        """Write a checkpoint of the present step if there is none.

        Raises:
            TrainingDiverged: a weight is NaN or infinite.
        """
        if self.recording is None or self._spoilt:
            return
        step = self.recording.step
        # One that is there may be left from before a rewind; then the folder does not say yet that training is there.
        if step not in self.run.steps() or step != self.run.status()["step"]:
            self._save()

    def _recording(self) -> Recording:
        if self.recording is None:
            raise EngineError(N_("The run {run} is not loaded."), run=self.run.id)
        return self.recording

    # How it ends

    def fail(self, error: Exception) -> None:
        """End this run only, with a sentence; what is not ours to explain goes into ``error.log``. Never raises."""
        if not (isinstance(error, GANBoardError) or is_of_disk(error)):
            write_log(error, self.run.path / "error.log")
        self.running, self.until = False, None
        out = {FINISH: DROPPED_OUT} if self.racing else {}
        self.mailbox.insist("failed", {"until": None, **out}, error=in_words(error, self.run.path, UNEXPECTED))
        if isinstance(error, TrainingDiverged):
            self._spoilt = True  # but still there, so that a rewind is quick
        else:
            self.release()

    def leave(self, sentence: dict[str, Any]) -> None:
        """Pause for a reason that is told."""
        self.run.notify(sentence)
        self._end("paused")

    def park(self, sentence: dict[str, Any]) -> None:
        """Write all down and let go; a run that moved is paused, for a reason that is told."""
        self.save_if_needed()
        if self.state in ACTIVE:
            self.run.notify(sentence)
            self._rest("paused")
        self.release()

    def release(self) -> None:
        """Let go of the networks and of the folder. Never raises."""
        recording, lock = self.recording, self.lock
        self.recording = self.data = self.lock = None
        with suppress(OSError):  # of a folder that is gone
            if recording:
                recording.close()
            if lock:
                lock.release()
