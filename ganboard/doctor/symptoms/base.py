"""What every symptom has: what it means, what helps, and how it is seen in a run's numbers."""

from __future__ import annotations

from typing import ClassVar

from ganboard.doctor.course import Course
from ganboard.doctor.finding import Finding
from ganboard.registry import Part, Registry


class Symptom(Part):
    """One way to fail. A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``."""

    meaning: ClassVar[str]
    """What it means, in plain sentences. Marked for translation."""
    advice: ClassVar[str]
    """What to try, in plain sentences. Marked for translation."""
    order: ClassVar[int]
    """Where several stand at once, the lowest is the verdict: the cause before what follows from it."""

    def look(self, course: Course) -> Finding | None:
        """The newest finding of this symptom, or None where it was never there.

        Args:
            course: What is known of the run.
        """
        raise NotImplementedError


SYMPTOMS: Registry[Symptom] = Registry("symptom", "ganboard.doctor.symptoms")
