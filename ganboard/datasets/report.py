"""What came of a visitor's files: told in the same sentences by the shell and by the page, and kept with the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.datasets.prepare import plain
from ganboard.datasets.split import contents
from ganboard.i18n import N_, message, render

NAMES = 20
"""How many names stand in the sentence about what was left out for one reason; of more their number is told."""
FEW_NAMES = 3
"""The same in an error."""
FAINT = 32
"""A set in which no two pixels differ by so many of 255 levels can hardly be seen."""

Message = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """What was read, what was left out and why, and what is in it.

    Attributes:
        read: How many images there are.
        different: How many of them are different, pixel for pixel, after they were prepared.
        plain: How many show one plain colour.
        low: The darkest value in all of them, 0 to 255.
        high: The brightest.
        left_out: A sentence for each file or folder that was not read: its name and the reason.
        notes: Sentences about what was done to the images.
        ground: Another ground, by name, on which fewer of them would show one plain colour; "" where there is none.
    """

    read: int
    different: int
    plain: int
    low: int
    high: int
    left_out: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    ground: str = ""

    @staticmethod
    def of(
        images: np.ndarray, left_out: Iterable[Message] = (), notes: Iterable[Message] = (), ground: str = ""
    ) -> Report:
        """Look at images, uint8, (count, height, width, channels)."""
        different = int(contents(images).max(initial=-1)) + 1
        low, high = int(images.min(initial=255)), int(images.max(initial=0))
        empty = int(plain(images).sum())
        return Report(len(images), different, empty, low, high, tuple(left_out), tuple(notes), ground)

    def to_dict(self) -> dict[str, Any]:
        """JSON types."""
        return {**vars(self), "left_out": list(self.left_out), "notes": list(self.notes)}

    @staticmethod
    def from_dict(kept: Any) -> Report | None:
        """The inverse of :meth:`to_dict`; None where nothing was kept, or nothing that can be told."""
        try:
            report = Report(**{**kept, "left_out": tuple(kept["left_out"]), "notes": tuple(kept["notes"])})
            for line in (*report.lines(), *report.left_out):
                render(line)
        except (TypeError, KeyError, ValueError, AttributeError, IndexError):
            return None
        return report

    def facts(self) -> list[Message]:
        """What was read, and how."""
        all_files = self.read + len(self.left_out)
        text = N_("{read} of {files} files were read as images.") if self.left_out else N_("{read} images were read.")
        if self.read == 1:
            text = N_("One of {files} files was read as an image.") if self.left_out else N_("One image was read.")
        return [message(text, read=f"{self.read:,}", files=f"{all_files:,}"), *self.notes]

    def warnings(self) -> list[Message]:
        """What is likely to spoil a training."""
        found = []
        if self.different < self.read:
            text = N_("Only {different} of these {read} are different; the others are repeats.")
            if self.different == 1:
                text = N_("All these {read} are the same.")
            found.append(message(text, different=f"{self.different:,}", read=f"{self.read:,}"))
        if self.plain:
            text = N_("{plain} of these {read} show one plain colour.")
            if self.plain == 1:
                text = (
                    N_("One of these {read} shows one plain colour.")
                    if self.read > 1
                    else N_("It shows one plain colour.")
                )
            found.append(message(text, plain=f"{self.plain:,}", read=f"{self.read:,}"))
        if self.read and self.high - self.low < FAINT:
            text = N_("All of them lie between the brightnesses {low} and {high} of 255: hardly anything can be seen.")
            if self.read == 1:
                text = N_("It lies between the brightnesses {low} and {high} of 255: hardly anything can be seen.")
            found.append(message(text, low=self.low, high=self.high))
        return found

    def omissions(self, names: int = NAMES) -> list[Message]:
        """What was left out, a sentence a reason; of each reason at most ``names`` names."""
        return omissions(self.left_out, names)

    def lines(self) -> list[Message]:
        """All of it, in this order, a sentence a line."""
        return [*self.facts(), *self.warnings(), *self.omissions()]


def left_out(name: str, reason: Message) -> Message:
    """The sentence about one file."""
    return message(N_("{name}: {reason}"), name=name, reason=reason)


def omissions(sentences: Sequence[Message], names: int = NAMES) -> list[Message]:
    """Sentences of :func:`left_out`, gathered by their reasons in the order in which these came first."""
    reasons: dict[str, list[Message]] = {}
    for sentence in sentences:
        reasons.setdefault(repr(sentence["values"]["reason"]), []).append(sentence)
    told = []
    for same in reasons.values():
        shown = ", ".join(sentence["values"]["name"] for sentence in same[:names])
        more = len(same) - names
        text = N_("Left out ({count}), {reason}: {names}")
        if more > 0:
            text = N_("Left out ({count}), {reason}: {names} and {more} more")
        told.append(
            message(text, count=len(same), reason=same[0]["values"]["reason"], names=shown, more=f"{max(more, 0):,}")
        )
    return told


def in_one(sentences: Sequence[Message]) -> Message:
    """Several sentences as one, for a place in another."""
    first, *rest = sentences
    return message("{first}. {rest}", first=first, rest=in_one(rest)) if rest else first
