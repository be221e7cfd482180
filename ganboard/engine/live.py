"""One run in the engine: what is done at its turn, and what may be asked of it."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import filelock

from ganboard.branches import branch
from ganboard.changes import Change, checked
from ganboard.datasets import Data
from ganboard.engine.failure import in_words, is_of_disk, write_log
from ganboard.engine.mailbox import Mailbox
from ganboard.engine.protocol import ACTIVE
from ganboard.errors import ConfigError, EngineError, GANBoardError, TrainingDiverged
from ganboard.i18n import N_, message
from ganboard.methods.still import Still
from ganboard.race.entry import Race
from ganboard.race.turns import Stand, Stint
from ganboard.race.verdict import DROPPED_OUT, FINISH
from ganboard.recording import Recording
from ganboard.run_status import ENDED
from ganboard.runs import Run
from ganboard.slow_motion import slow_motion

RESTARTED = N_("The training process stopped unexpectedly and was started again. Training went on from step {step}.")
UNEXPECTED = N_("An unexpected error ended this run: {problem}. The file error.log in its folder says where.")

ALONE = {
    "generator": N_("From step {first} to step {last} only the generator learned; the discriminator stayed as it was."),
    "discriminator": N_(
        "From step {first} to step {last} only the discriminator learned; the generator stayed as it was."
    ),
}


@dataclass(frozen=True)
class Branch:
    """A run that goes on in place of another.

    Attributes:
        run_id: Which.
        running: Whether it shall train.
    """

    run_id: str
    running: bool


@dataclass
class Live:
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

    # What may be asked, by name

    def pause(self) -> None:
        """Stop training for now."""
        if self.state in ACTIVE:
            self._end("paused")

    def stop(self) -> None:
        """End the run, for good unless it is resumed."""
        if self.state not in ENDED:
            self._end("stopped")

    def resume(self) -> None:
        """Train on; past the end if that is reached, and from the last checkpoint if training broke down."""
        self._go()
        self.until = self.only = None
        self._start()

    def advance(self, steps: int, only: str | None = None) -> None:
        """Do so many steps, then pause; with ``only`` one of the method's players learns while the others rest.

        Raises:
            ConfigError: ``steps`` is below 1, or there is no such player.
        """
        if steps < 1:
            raise ConfigError("steps", steps, N_("a number of at least {ge}"), ge=1)
        if only is not None:
            self._let_alone(only, steps)
        self._go()
        self.only = only
        self.until = (self.until if self.running and self.until else self._recording().step) + steps
        self._start()

    def slowly(self) -> tuple[int, tuple[Still, ...]]:
        """Do one step in slow motion, then rest; the step that is reached, and its stills.

        Raises:
            TrainingDiverged: a loss became NaN or infinite.
        """
        self._go()
        recording = self._recording()
        self.save_if_needed()  # of the beginning, and so that one can go back to before this step
        self._first_saved = True
        try:
            stills = slow_motion(recording.trainer, partial(self._one_step, recording))
        except TrainingDiverged as error:
            self.fail(error)
            raise
        self._compiled = True
        recording.rest()
        step = recording.step
        if recording.finished:
            self._finish(recording)
        else:
            self._end("paused")
        return step, stills

    def _one_step(self, recording: Recording) -> None:
        """With a row of its own in the history, in whose speed the looks before and after do not count."""
        recording.rest()
        recording.turn(at_most=1)
        recording.snapshot()

    def _let_alone(self, only: str, steps: int) -> None:
        """Note that only one network learns from here on: nobody could tell it from the settings."""
        players = tuple(self._recording().config.method.players)
        if only not in players:
            raise ConfigError("only", only, N_("one of {choices}"), choices=", ".join(players) or "–")
        step = self._recording().step
        self.run.notify(message(ALONE[only], first=f"{step:,}", last=f"{step + steps:,}"))

    def save(self) -> None:
        """Write a checkpoint that stays.

        Raises:
            TrainingDiverged: the networks are spoilt.
        """
        if self._spoilt:
            raise TrainingDiverged(self._recording().step)
        self._save(keep=True)

    def rewind(self, step: int) -> None:
        """Go to a checkpoint and pause there. Where the training stands now is saved first, so that one can come back.

        Raises:
            CheckpointError: there is none of this step that can be read.
        """
        recording = self._recording()
        checkpoint = self.run.load(step)  # what cannot be had changes nothing; saving may let go of it
        with suppress(TrainingDiverged):  # then there is nothing to come back to
            self.save_if_needed()
        recording.go_to(checkpoint)
        self._spoilt = False
        self.mailbox.read_history(recording)
        self.mailbox.show(recording)
        self._rest("paused", error=None)

    def dial(self, dial: str, value: float, step: int | None = None) -> str | Branch:
        """Turn a dial from the next step on, or from a checkpoint on.

        Returns:
            The id of this run, or a branch of it, in which the dial is turned: where there are later checkpoints, which came
            without it. This run rests then.

        Raises:
            ConfigError: there is no such dial, or it does not go so far.
            CheckpointError: there is no checkpoint of this step that can be read.
        """
        recording = self._recording()
        if self._spoilt and step is None:
            checked(recording.config, Change(0, dial, value))
            self.rewind(self.run.load().step)
        at = recording.step if step is None else step
        change = checked(recording.config, Change(at, dial, value))
        if recording.trainer.changes.plus(change) == recording.trainer.changes:
            return self.run.id
        if at == recording.step and not recording.has_later:
            recording.dial(dial, change.value)
            self.mailbox.publish(changes=recording.trainer.changes.to_list())
            return self.run.id
        return self.branch(at, {dial: value}, train=self.running)

    def branch(
        self, step: int | None, settings: dict[str, Any], called: str | None = None, train: bool = True
    ) -> Branch:
        """Begin a run that goes on from a checkpoint with other settings; see :func:`ganboard.branches.branch`.

        Where it trains at once, this one rests.
        """
        with suppress(TrainingDiverged):
            self.save_if_needed()
        made = branch(self.run, self._recording().step if step is None else step, name=called, settings=settings)
        if train and self.state in ACTIVE:
            self._end("paused")
        return Branch(made.id, train)

    def _go(self) -> None:
        recording = self._recording()
        if self._spoilt:
            self.rewind(self.run.load().step)
        if recording.trainer.finished:
            recording.open_ended = True
        if self.racing and self.run.status().get(FINISH):  # it was stopped, and goes on; one that dropped out stays out
            self.run.update(**{FINISH: None})
        if not self.running:
            recording.rest()

    def _start(self) -> None:
        self.running, self.open_at = True, time.monotonic()
        self.enter("running" if self._compiled else "preparing", error=None)

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
