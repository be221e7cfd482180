"""What tells one kind of creature from another, and which kinds are never shown where words are learnt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ganboard.i18n import N_


@dataclass(frozen=True)
class Factor:
    """One of the five things by which kinds differ.

    Attributes:
        name: Plain id.
        title: Marked for translation.
        values: Plain ids, in the order of their numbers.
        titles: Of the values. Marked for translation.
    """

    name: str
    title: str
    values: tuple[str, ...]
    titles: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.values)


COLOUR = Factor(
    "colour",
    N_("Colour"),
    ("red", "orange", "yellow", "green", "blue", "purple"),
    (N_("red"), N_("orange"), N_("yellow"), N_("green"), N_("blue"), N_("purple")),
)
BODY = Factor("body", N_("Body"), ("round", "square", "drop"), (N_("round"), N_("square"), N_("drop")))
EYES = Factor("eyes", N_("Eyes"), ("1", "2", "3"), (N_("one eye"), N_("two eyes"), N_("three eyes")))
MOUTH = Factor("mouth", N_("Mouth"), ("smile", "frown", "open"), (N_("smiling"), N_("sad"), N_("open mouth")))
TOP = Factor(
    "top",
    N_("On its head"),
    ("none", "horns", "ears", "antenna"),
    (N_("nothing on its head"), N_("horns"), N_("ears"), N_("antennae")),
)
FACTORS = (COLOUR, BODY, EYES, MOUTH, TOP)
"""In the order of the columns of every array of factors."""
NAMES = tuple(factor.name for factor in FACTORS)
SIZES = tuple(len(factor) for factor in FACTORS)
"""How many values each factor has."""
KINDS = int(np.prod(SIZES))
"""How many kinds there are: 648."""

HELD_OUT_COLOUR_EYES = (("red", "3"), ("green", "1"), ("purple", "2"))
"""15% of the 18 pairs, to the nearest whole pair. No colour and no number of eyes comes twice, so that each colour is still seen
with two numbers of eyes, and each number of eyes with five colours."""
HELD_OUT_BODY_TOP = (("square", "antenna"), ("drop", "ears"))
"""15% of the 12 pairs, to the nearest whole pair; likewise each body is seen with three tops or all, each top with two bodies."""


def kinds() -> np.ndarray:
    """The factors of every kind, int32, (648, 5), the last factor changing fastest."""
    return np.stack(np.unravel_index(np.arange(KINDS), SIZES), axis=1).astype(np.int32)


def kind_numbers(factors: np.ndarray) -> np.ndarray:
    """The number of each creature's kind, 0 to 647, as :func:`kinds` counts them.

    Args:
        factors: int, (..., 5).

    Returns:
        int64, (...).
    """
    return np.asarray(np.ravel_multi_index(tuple(np.moveaxis(np.asarray(factors), -1, 0)), SIZES))


def never_shown(factors: np.ndarray) -> np.ndarray:
    """Which creatures have a pair that is held out where words are learnt.

    A red creature with three eyes is never shown there, though red ones and three-eyed ones are: whoever draws one on request
    has put together what it knows. 198 of the 648 kinds are held out.

    Args:
        factors: int, (..., 5).

    Returns:
        bool, (...).
    """
    factors = np.asarray(factors)
    found = np.zeros(factors.shape[:-1], bool)
    for first, second, pairs in ((COLOUR, EYES, HELD_OUT_COLOUR_EYES), (BODY, TOP, HELD_OUT_BODY_TOP)):
        ones, others = factors[..., FACTORS.index(first)], factors[..., FACTORS.index(second)]
        for one, other in pairs:
            found |= (ones == first.values.index(one)) & (others == second.values.index(other))
    return found


def named(values: dict[str, str]) -> dict[str, int]:
    """The numbers of values by their plain ids: ``{"colour": 0}`` of ``{"colour": "red"}``."""
    return {name: FACTORS[NAMES.index(name)].values.index(value) for name, value in values.items()}
