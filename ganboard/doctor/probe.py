"""The doctor's probe: measures a training now and then, paid from a small part of its time, and writes rows."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from ganboard.config import TrainConfig
from ganboard.doctor.measuring import Measuring
from ganboard.doctor.moments import APART, next_moment
from ganboard.errors import GANBoardError, reason
from ganboard.evaluation.purse import Purse
from ganboard.i18n import N_, message
from ganboard.run_status import CLOSE
from ganboard.runs import Run
from ganboard.storage import disk_message
from ganboard.trainer import Trainer

SHARE, CREDIT = 0.011, 0.06
"""Of the seconds of training so much is planned for, and so many seconds are lent at the start. With what is prepared once it stays
below a fiftieth of a minute."""
CLOSELY = 0.5
"""The same of a training that is there to be looked at."""
FIRST_SECONDS = 0.05
"""What the first look is taken to cost."""
MARGIN = 1.3
"""Each further one is taken to cost so many times as much as the one before."""
BROKEN = N_("The doctor no longer measures this training: {problem}")


class Probe:
    """Looks at a training at log-spaced steps, as far as it can be afforded, and writes a row of ``doctor.jsonl`` each time.

    Changes nothing about the training. Whatever goes wrong here ends the probe and not the training.

    Args:
        run: The folder.
        config: What is trained.
        trainer: The training.
        share: The part of the seconds of training that looking may take; as the run says if left out.

    Attributes:
        purse: What it may cost.
        count: Rows written so far; another number whenever something changes.
        prepared: Seconds that getting ready took, once.
        problem: Why nothing is measured any more, a message; None where it is.
    """

    def __init__(self, run: Run, config: TrainConfig, trainer: Trainer, share: float | None = None) -> None:
        if share is None:
            share = CLOSELY if run.status().get(CLOSE) is True else SHARE
        self._run, self._config, self._trainer = run, config, trainer
        self.purse = Purse(share, CREDIT)
        self.count = 0
        self.prepared = 0.0
        self.problem: dict[str, Any] | None = None
        self._measuring: Measuring | None = None
        self._costs = FIRST_SECONDS
        self._due = next_moment(config, trainer.step)
        self._looked_at = 0

    @property
    def due(self) -> int:
        """The next step at which it would look."""
        return self._due

    def after(self, seconds: float) -> None:
        """Look, where it is time and can be afforded.

        Args:
            seconds: Time that went into training since the last call.
        """
        self.purse.trained += seconds
        if self._trainer.step >= self._due:
            self._due = next_moment(self._config, self._trainer.step)
            if self.purse.affords(self._costs):
                self.look()

    def look(self) -> None:
        """Measure where the training stands, whatever it costs."""
        if self.problem is not None:
            return
        try:
            if self._measuring is None:
                self._measuring = self._prepared()
            measuring = self._measuring
            self._costs = MARGIN * self.purse.pay(lambda: self._run.probes.add(measuring.row()))
            self.count += 1
            self._looked_at = self._trainer.step
        except Exception as error:  # whatever it is, training matters more
            told = disk_message(error, self._run.path) if isinstance(error, OSError) else None
            own = error.message if isinstance(error, GANBoardError) else reason(error)
            self.problem = message(BROKEN, problem=told or own)
            with suppress(OSError, GANBoardError):  # a disk that is full now may have room when training saves
                self._run.notify(self.problem)

    def conclude(self) -> None:
        """Look once more at the end of a training, which costs it nothing any more, unless that was just done."""
        if self._trainer.step > APART * self._looked_at:
            self.look()

    def _prepared(self) -> Measuring:
        """What is there once, as the compiled loop is: it is not paid from the purse, nor in the seconds of training."""
        begun = time.perf_counter()
        measuring = Measuring(self._config, self._trainer)
        measuring.row()  # traces what looks
        self.prepared = time.perf_counter() - begun
        return measuring

    def rewind(self, step: int) -> None:
        """Lay aside what was measured after a step, or take up again what was measured up to it."""
        if self._run.probes.path.exists():
            self._run.probes.add({"rewind": step})
        self._due, self._looked_at = next_moment(self._config, step), 0
        self.count += 1
