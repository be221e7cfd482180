"""What one visitor does with an exhibit: the trainings that belong to it, held in the choices, and what each button does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ganboard.app.choices import choose, chosen, everything
from ganboard.app.connection import config_of, engine, is_there
from ganboard.app.doctor.treatment import begin_anew, branch_off
from ganboard.app.starting import end_own
from ganboard.branches import possible
from ganboard.config import TrainConfig
from ganboard.exhibits import EXHIBITS, Exhibit
from ganboard.run_status import PARENT
from ganboard.runs import find_run

HEALTHY, BROKEN, MENDED = range(3)
"""The stations of an exhibit, each a training."""
PATIENCE = 3
"""How many times the steps that suffice a repaired training does before it pauses by itself, so that nobody waits for nothing."""
NOW = -1
"""Stands for the step at which a training stands."""
DONE = "museum.done"
"""The choice that names the exhibits that were broken and repaired."""


@dataclass(frozen=True)
class Visit:
    """A visitor at an exhibit.

    Attributes:
        exhibit: Which.
        runs: The ids of its trainings so far, in the order of the stations.
    """

    exhibit: type[Exhibit]
    runs: tuple[str, ...] = ()

    @classmethod
    def at(cls, exhibit: type[Exhibit]) -> Visit:
        """As far as this visitor has come; trainings that were deleted since are not there any more, nor what came of them."""
        held = chosen(_name(exhibit), [])
        runs: list[str] = []
        for run_id in held if isinstance(held, list) else []:
            if not isinstance(run_id, str) or len(runs) > MENDED or not is_there(run_id):
                break
            runs.append(run_id)
        return cls(exhibit, tuple(runs))

    def start(self) -> None:
        """Begin the healthy training, in place of what this visitor trained before."""
        if self.runs:  # pressed twice
            return
        end_own()
        held = (
            everything()
        )  # taken before: Streamlit may end a script at its next word to it, and the run would be lost
        made = engine().submit(self.exhibit.healthy(), self.exhibit.title, closely=True)
        self._hold(held, made)
        engine().advance(made, self.ready_at)  # and no further: whoever pulls the lever now sees what was tried

    def pull(self) -> None:
        """Pull the lever: another training goes on from where the healthy one stands, or anew where it cannot."""
        exhibit = self.exhibit
        if len(self.runs) == BROKEN:
            step = NOW if exhibit.warm else None
            self._go_on(exhibit.sabotage, step, exhibit.spoilt(), exhibit.steps_to_break)  # some recover if they go on

    def cure(self) -> None:
        """Take the remedy."""
        exhibit = self.exhibit
        if len(self.runs) == MENDED:
            self._go_on(exhibit.remedy, self._spoilt_at(), exhibit.mended(), PATIENCE * exhibit.steps_to_mend)

    def more(self) -> None:
        """Train the newest on, where it rests."""
        if not self.runs:
            return
        exhibit = self.exhibit
        enough = (self.ready_at, exhibit.steps_to_break, exhibit.steps_to_mend)
        engine().advance(self.runs[-1], enough[len(self.runs) - 1])

    def again(self) -> None:
        """Put the exhibit back as it was; its trainings stay on the Runs page."""
        end_own()
        choose(_name(self.exhibit), [])

    @property
    def ready_at(self) -> int:
        """The step from which on the lever may be pulled: where it spoils from the start on, when the doctor can call it well."""
        return self.exhibit.warm or self.exhibit.steps_to_mend

    def _spoilt_at(self) -> int | None:
        """Where the remedy goes on: where the spoilt training stands, or where the lever was pulled; None for anew."""
        status = find_run(engine().root, self.runs[-1]).status()
        if not self.exhibit.back and status["state"] != "failed":
            return NOW
        return status[PARENT]["step"] if PARENT in status else None

    def _go_on(self, settings: dict[str, Any], step: int | None, anew: TrainConfig, steps: int) -> None:
        before, name = self.runs[-1], self.exhibit.title
        held = everything()  # as above
        if step is not None and possible(config_of(find_run(engine().root, before)), settings):
            made = branch_off(before, settings, None if step == NOW else step, name, steps)
        else:
            made = begin_anew(before, anew, name, steps)
        self._hold(held, made)

    def _hold(self, held: dict[str, Any], made: str) -> None:
        runs = [*self.runs, made]
        held |= {_name(self.exhibit): runs, "train.own": made, "train.beside": runs[:-1]}


def open_runs() -> list[str]:
    """The trainings of the exhibit that is opened, so that they are not taken for forgotten ones."""
    name = chosen("museum.exhibit")
    return list(Visit.at(EXHIBITS.get(name)).runs) if name in EXHIBITS.names() else []


def note_done(exhibit: type[Exhibit]) -> None:
    """Remember that an exhibit was broken and repaired."""
    choose(DONE, list(dict.fromkeys([*done(), exhibit.name])))


def done() -> list[str]:
    """The names of the exhibits that were broken and repaired."""
    held = chosen(DONE, [])
    return [name for name in EXHIBITS.names() if isinstance(held, list) and name in held]


def _name(exhibit: type[Exhibit]) -> str:
    return f"museum.runs.{exhibit.name}"
