"""It was better before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.finding import Finding
from ganboard.doctor.moments import of_points
from ganboard.doctor.offers import held, slower
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message

WORSE = 1.3
"""A distance so many times the best one is worse, where also their intervals lie apart."""
PLANE = 2.5
"""The same for points, whose distances are without intervals."""


@SYMPTOMS.register
class Stalled(Symptom):
    """The estimated distance from the real samples has been above its best for long, farther than chance explains.

    Reference: Prechelt 1998, Section 2, doi:10.1007/3-540-49430-8_3, on when to stop. Differs from the paper: intervals instead of
    a number of strips, and the course goes on.
    """

    name: ClassVar[str] = "stalled"
    title: ClassVar[str] = N_("It was better before")
    summary: ClassVar[str] = N_("What it makes was nearer to the real ones earlier, and does not become better again.")
    meaning: ClassVar[str] = N_("Training longer does not always help: what was learned can be lost again.")
    advice: ClassVar[str] = N_("Go back to the best moment. From there smaller steps often lead on.")
    order: ClassVar[int] = 90
    found: ClassVar[float] = 1.0
    over: ClassVar[float] = 1.0

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity is how many times worse it is than what counts as worse."""
        best, now, low = self._compared(course, course.moments[number].step)
        if best is None:
            return None
        severity = now / max(best[1] * WORSE, 1e-9) if low > best[2] else 0.0
        said = message(
            N_("At step {step} their distance from real ones was {best}; now it is {now}."),
            step=f"{best[0]:,}",
            best=f"{best[1]:.3g}",
            now=f"{now:.3g}",
        )
        return Sign(severity, said, {"best": best[0]})

    def _compared(self, course: Course, step: int) -> tuple[tuple[int, float, float] | None, float, float]:
        """The best estimate up to a step, with its step and upper end, and the newest one, with its lower end."""
        rows = [
            (int(row["step"]), row["value"], row["low"], row["high"]) for row in course.quality if row["step"] <= step
        ]
        if not rows and of_points(course.config):
            known = [moment for moment in course.moments if moment.step <= step]
            found = [(moment.step, moment.get("distance")) for moment in known]
            rows = [(at, value, value / PLANE, value * PLANE) for at, value in found if value is not None]
        if len(rows) < 4:
            return None, 0.0, 0.0
        best = min(rows, key=lambda row: row[1])
        return (best[0], best[1], best[3]), rows[-1][1], rows[-1][2]

    def look(self, course: Course) -> list[Finding]:
        """See :class:`Symptom`. What it goes back to is the best moment."""
        return [Finding(**{**each.__dict__, "healthy": each.values["best"]}) for each in super().look(course)]

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        yield from held(config)
        yield from slower(config)
