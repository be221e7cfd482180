"""A visit of an exhibit, as the museum leads through it: healthy, spoilt, mended; each a run that the doctor looks at."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ganboard.branches import branch, possible
from ganboard.config import TrainConfig
from ganboard.errors import TrainingDiverged
from ganboard.evaluation.purse import Purse
from ganboard.exhibits import Exhibit
from ganboard.recording import Recording
from ganboard.runs import Run


@dataclass(frozen=True)
class Visit:
    """What came of it.

    Attributes:
        spoilt: The run after the lever.
        mended: The run after the remedy.
    """

    spoilt: Run
    mended: Run


class Museum:
    """Leads through exhibits; a training from the start that several have in common is done once.

    Args:
        folder: Where the runs go.
        seed: Of all trainings.
    """

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self._folder, self._seed = folder, seed
        self._trained: dict[str, Run] = {}

    def visit(self, exhibit: type[Exhibit]) -> Visit:
        """From the healthy training to the mended one."""
        if exhibit.warm:
            healthy = self._from_the_start(exhibit.healthy(self._seed), exhibit.warm)
            spoilt = branch(healthy, exhibit.warm, settings=exhibit.sabotage)
            train(spoilt, exhibit.steps_to_break)
        else:
            spoilt = self._from_the_start(exhibit.spoilt(self._seed), exhibit.steps_to_break)
        if exhibit.back and exhibit.warm:
            mended = branch(healthy, exhibit.warm, settings={**exhibit.sabotage, **exhibit.remedy})
        elif possible(spoilt.config(), exhibit.remedy) and not exhibit.back:
            mended = branch(spoilt, spoilt.steps()[-1], settings=exhibit.remedy)
        else:
            return Visit(spoilt, self._from_the_start(exhibit.mended(self._seed), exhibit.steps_to_mend))
        train(mended, exhibit.steps_to_mend)
        return Visit(spoilt, mended)

    def _from_the_start(self, config: TrainConfig, steps: int) -> Run:
        key = f"{config.to_query()} {steps}"
        if key not in self._trained:
            run = Run.create(self._folder / f"training-{len(self._trained)}", config, "test")
            train(run, steps)
            self._trained[key] = run
        return self._trained[key]


def train(run: Run, steps: int) -> None:
    """Train on, with the doctor looking whenever it would if it cost nothing, and save."""
    recording = Recording(run)
    try:
        recording.probe.purse = Purse(1.0, 1e9)
        end = recording.step + steps
        with suppress(TrainingDiverged):
            while recording.step < end:
                recording.turn(seconds=60, at_most=end - recording.step)
                recording.snapshot()
            recording.save()
    finally:
        recording.close()
