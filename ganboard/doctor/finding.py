"""What the doctor says of a run: what was found, when, by which numbers, and what would mend it. JSON types only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HEALTHY, EARLY = "healthy", "early"
"""The verdicts that name no symptom: nothing is found; too early to tell, or there is nothing to tell it by."""


@dataclass(frozen=True)
class Remedy:
    """One thing to try.

    Attributes:
        settings: Flat names and the values to go on with.
        title: What its button says, a message.
    """

    settings: dict[str, Any]
    title: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {"settings": self.settings, "title": self.title}

    @classmethod
    def of(cls, saved: dict[str, Any]) -> Remedy:
        """What :meth:`to_dict` wrote."""
        return cls(dict(saved["settings"]), saved["title"])


@dataclass(frozen=True)
class Finding:
    """One symptom, from when to when.

    Attributes:
        symptom: Its id.
        step: Where it was first found.
        until: Where it was over; None: it is still so.
        measured: One sentence with the numbers, a message.
        remedies: What to try, the likeliest first.
        healthy: The last step before it at which nothing was found; None: there was none, so a remedy starts anew.
        values: What it names: classes or kinds that are missing, for example.
    """

    symptom: str
    step: int
    until: int | None
    measured: dict[str, Any]
    remedies: tuple[Remedy, ...] = ()
    healthy: int | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "symptom": self.symptom,
            "step": self.step,
            "until": self.until,
            "measured": self.measured,
            "remedies": [remedy.to_dict() for remedy in self.remedies],
            "healthy": self.healthy,
            "values": self.values,
        }

    @classmethod
    def of(cls, saved: dict[str, Any]) -> Finding:
        """What :meth:`to_dict` wrote."""
        remedies = tuple(map(Remedy.of, saved["remedies"]))
        return cls(
            saved["symptom"],
            saved["step"],
            saved["until"],
            saved["measured"],
            remedies,
            saved["healthy"],
            dict(saved["values"]),
        )


@dataclass(frozen=True)
class Diagnosis:
    """What all symptoms say of a run up to one step.

    Attributes:
        verdict: :data:`HEALTHY`, :data:`EARLY`, or the id of the symptom that stands now.
        step: Up to where the run was looked at.
        findings: All of them, also those that are over, in the order in which they were found.
        told_from: The first step at which it is not too early to tell; None where it still is.
    """

    verdict: str
    step: int
    findings: tuple[Finding, ...] = ()
    told_from: int | None = None

    @property
    def standing(self) -> Finding | None:
        """The finding of the verdict; None where there is none."""
        return next((found for found in self.findings if found.until is None and found.symptom == self.verdict), None)

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {
            "verdict": self.verdict,
            "step": self.step,
            "findings": [found.to_dict() for found in self.findings],
            "told_from": self.told_from,
        }

    @classmethod
    def of(cls, saved: dict[str, Any]) -> Diagnosis:
        """What :meth:`to_dict` wrote."""
        return cls(saved["verdict"], saved["step"], tuple(map(Finding.of, saved["findings"])), saved["told_from"])
