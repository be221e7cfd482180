"""Captions of creatures, in English and Chinese, in many words and orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from ganboard.creatures import lexicon
from ganboard.creatures.factors import FACTORS, NAMES
from ganboard.creatures.traits import Creatures

T = TypeVar("T")
LANGUAGES = ("en", "zh")


class _Dice:
    """Chance that is the same everywhere."""

    def __init__(self, seed: int) -> None:
        self._source = np.random.PCG64(seed)

    def pick(self, things: Sequence[T]) -> T:
        """One of some things."""
        return things[self._source.random_raw() % len(things)]

    def mixed(self, things: Sequence[T]) -> list[T]:
        """The same things in another order."""
        keys = [self._source.random_raw() for _ in things]
        return [things[number] for number in sorted(range(len(things)), key=keys.__getitem__)]


def caption(
    factors: Sequence[int] | np.ndarray, seed: int, language: str = "en", only: Sequence[str] | None = None
) -> str:
    """A caption for a kind of creature; :func:`ganboard.creatures.parsing.parse` finds the same factors in it.

    Args:
        factors: Five numbers, as of :data:`ganboard.creatures.factors.FACTORS`.
        seed: Decides words and order.
        language: ``"en"`` or ``"zh"``.
        only: Names of the factors to speak of; all five if left out.

    Returns:
        Such as "a sad green drop with three eyes and horns".
    """
    dice = _Dice(seed)
    forms = lexicon.CHINESE if language == "zh" else lexicon.ENGLISH
    said = {
        factor.name: forms[factor.name][factor.values[int(number)]]
        for factor, number in zip(FACTORS, factors, strict=True)
        if factor.name in (NAMES if only is None else only)
    }
    before: list[str] = []
    has: list[str] = []
    noun = dice.pick(lexicon.CHINESE_NOUNS if language == "zh" else lexicon.ENGLISH_NOUNS)
    for name, form in said.items():
        if name == "body" and form.nouns and dice.pick((True, False)):
            noun = dice.pick(form.nouns)
        elif form.has and (not form.before or dice.pick((True, False))):
            has.append(dice.pick(form.has))
        else:
            before.append(dice.pick(form.before))
    return (_chinese if language == "zh" else _english)(dice.mixed(before), noun, dice.mixed(has), dice)


def captions(c: Creatures, language: str = "en") -> list[str]:
    """A caption of each creature that names all five factors; a creature has the same one wherever it is."""
    return [caption(factors, int(seed), language) for factors, seed in zip(c.factors, c.chance, strict=True)]


def _english(before: list[str], noun: str, has: list[str], dice: _Dice) -> str:
    listed = " and ".join(filter(None, (", ".join(has[:-1]), has[-1]))) if has else ""
    if dice.pick((True, False, False)) and before:  # "a monster that is red and has horns"
        described = " and ".join(filter(None, (", ".join(before[:-1]), before[-1])))
        text = f"{noun} that is {described}" + (f" and has {listed}" if has else "")
    else:
        text = dice.pick((" ", " ", ", ")).join(before) + f" {noun}"
        text = text.strip() + (f" with {listed}" if has else "")
    return f"{'an' if text[0] in 'aeiou' and not text.startswith('one') else 'a'} {text}"


def _chinese(before: list[str], noun: str, has: list[str], dice: _Dice) -> str:
    # 红色三只眼的怪物: colours and eyes may stand without 的, other words sound broken without it.
    described = "".join(word + ("" if word[-1] in "色眼" and dice.pick((True, False)) else "的") for word in before)
    one = dice.pick(("一只", "一个", ""))
    if described.startswith("一"):
        one = ""  # not 一只一只眼的怪物
    listed = "，".join(has)
    if dice.pick((True, False)) and has:  # what it has stands before it, as another description
        return f"{one}{described}{'、'.join(has)}的{noun}"
    return f"{one}{described}{noun}" + (f"，{listed}" if has else "")
