"""What may be asked of a run in the engine."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from ganboard.branches import branch
from ganboard.changes import Change, checked
from ganboard.engine.held import Held
from ganboard.engine.protocol import ACTIVE
from ganboard.errors import ConfigError, TrainingDiverged
from ganboard.i18n import N_, message
from ganboard.methods.still import Still
from ganboard.race.verdict import FINISH
from ganboard.recording import Recording
from ganboard.run_status import ENDED
from ganboard.slow_motion import slow_motion

ALONE = {
    "generator": N_(
        "From step {first} to step {last} only the generator learned; the judge (discriminator) stayed as it was."
    ),
    "discriminator": N_(
        "From step {first} to step {last} only the judge (discriminator) learned; the generator stayed as it was."
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


class Live(Held):
    """A run that the engine holds, and what it does when it is told to, by the names of ``orders.COMMANDS``.

    Belongs to the scheduler's thread, but for its mailbox.
    """

    def pause(self) -> None:
        """Stop training for now."""
        if self.state in ACTIVE:
            self._end("paused")

    def end(self) -> None:
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
