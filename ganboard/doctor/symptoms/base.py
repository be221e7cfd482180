"""What every symptom has: what it means, what helps, and how it is seen in a run's numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course
from ganboard.doctor.finding import Finding, Remedy
from ganboard.doctor.moments import early
from ganboard.errors import ConfigError
from ganboard.i18n import message
from ganboard.registry import Part, Registry


@dataclass(frozen=True)
class Sign:
    """What one moment says of a symptom.

    Attributes:
        severity: The larger, the worse; each symptom has its own scale.
        measured: The sentence with the numbers, a message.
        values: What it names: classes or places that are missing, for example.
    """

    severity: float
    measured: dict[str, Any]
    values: dict[str, Any]


class Symptom(Part):
    """One way to fail. A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``.

    It is found where its severity was at least ``found`` at ``times`` moments in a row, and over where it was below ``over`` as
    often: one moment decides nothing, unless it is as bad as ``at_once``, and what is neither changes nothing.
    """

    meaning: ClassVar[str]
    """What it means, in plain sentences. Marked for translation."""
    advice: ClassVar[str]
    """What to try, in plain sentences. Marked for translation."""
    order: ClassVar[int]
    """Where several stand at once, the lowest is the verdict: the cause before what follows from it."""
    found: ClassVar[float]
    """The severity from which on it is there."""
    over: ClassVar[float]
    """The severity below which it is gone."""
    times: ClassVar[int] = 3
    """At how many moments in a row."""
    at_once: ClassVar[float] = math.inf
    """The severity that needs no second moment, for a short training has but one."""
    together: ClassVar[int] = 1
    """How many moments its severity is taken of: so many back, the last of them is surely healthy."""
    patience: ClassVar[float] = 1.0
    """From how many times the usual first steps on it can be told."""

    def sign(self, course: Course, number: int) -> Sign | None:
        """What a moment says; None where it cannot be told.

        Args:
            course: The run's.
            number: Of the moment, of which none later may be looked at.
        """
        raise NotImplementedError

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """Settings to try, and what their button says, the likeliest first; those that change nothing or cannot be are left out."""
        yield from ()

    def look(self, course: Course) -> list[Finding]:
        """When it was there, the oldest first; ``healthy`` is the last moment before its first sign."""
        findings: list[Finding] = []
        sick, well, before = 0, 0, None
        standing = False
        for number, moment in enumerate(course.moments):
            sign = self.sign(course, number) if moment.step >= self.patience * early(course.config) else None
            if sign is None:
                continue
            sick = sick + 1 if sign.severity >= self.found else 0
            well = well + 1 if sign.severity < self.over else 0
            if not standing and (sick >= self.times or sign.severity >= self.at_once):
                standing = True
                findings.append(self._finding(course, moment.step, sign, before))
            elif standing and well >= self.times:
                standing = False
                findings[-1] = _until(findings[-1], moment.step)
            elif standing and sick:  # the numbers of now, the step of then
                findings[-1] = _now(findings[-1], sign)
            if not standing and not sick and number >= self.together - 1:
                before = course.moments[number - self.together + 1].step
        return findings

    def _finding(self, course: Course, step: int, sign: Sign, before: int | None) -> Finding:
        return Finding(self.name, step, None, sign.measured, self.offered(course.config), before, sign.values)

    def offered(self, config: TrainConfig) -> tuple[Remedy, ...]:
        """The remedies that this config can have and has not."""
        found = []
        for settings, title in self.remedies(config):
            try:
                fits = config.replace(**settings) != config
            except ConfigError:
                continue
            if fits:
                found.append(Remedy(settings, message(title)))
        return tuple(found)


def _until(finding: Finding, step: int) -> Finding:
    return Finding(**{**finding.__dict__, "until": step})


def _now(finding: Finding, sign: Sign) -> Finding:
    return Finding(**{**finding.__dict__, "measured": sign.measured, "values": sign.values})


SYMPTOMS: Registry[Symptom] = Registry("symptom", "ganboard.doctor.symptoms")
