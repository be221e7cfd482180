"""Sentences made of sentences: without a word, and new ones by chance."""

from __future__ import annotations

import re

import numpy as np

from ganboard.creatures import lexicon
from ganboard.creatures.captions import caption
from ganboard.creatures.factors import NAMES, kinds
from ganboard.creatures.parsing import Word

LEAST = 3
"""Factors that a sentence by chance speaks of at least."""
_HAN = "[\u3400-\u9fff]"
_LEFT_OVER = [
    (r"\s+", " "),
    (r"\s+(?=[,，、])", ""),
    (r",(?:\s*,)+", ","),
    (r",\s*and\b", " and"),
    (r"\bthat (?:is|has) and (has|is)\b", r"that \1"),
    (r"\b(with|has|is|and)(?:,| and\b)+", r"\1"),
    (r"\s*\b(?:with|has|that is|that|and)(?=[,，]|\s*$)", ""),
    (r"\b(an?),", r"\1"),
    (r"^[\s,，、的]+|[\s,，、]+$", ""),
    (rf"(?<={_HAN})\s+|\s+(?={_HAN})", ""),
    (r"，[，、的]*", "，"),
    (r"、[，、的]*", "、"),
    (r"的{2,}", "的"),
    (r"(怪物)+", "怪物"),
    (r"(?<=[一只个])[的、，]+", ""),
    (r"、(?=怪物|小怪物|小怪兽|小家伙)", "的"),
]
"""What stood there for the sake of a word that is gone, and what is put in its place; in this order."""
_ARTICLE = re.compile(r"\b(a)n?(?= +([a-z0-9-]+))", re.IGNORECASE)


def without(text: str, word: Word) -> str:
    """A sentence without one of its words, and without what stood there for that word's sake alone.

    Args:
        text: The sentence.
        word: One of its words, as :func:`ganboard.creatures.parsing.parse` found it.
    """
    rest = f"{text[: word.start]} {_noun(word)} {text[word.end :]}"
    for pattern, better in _LEFT_OVER:
        rest = re.sub(pattern, better, rest, flags=re.IGNORECASE)
    return _ARTICLE.sub(_article, rest)


def by_chance(seed: int, language: str) -> str:
    """A sentence for a creature, which says some or all of its factors.

    Args:
        seed: The same one, the same sentence.
        language: ``"en"`` or ``"zh"``.
    """
    dice = np.random.default_rng(seed)
    only = dice.permutation(NAMES)[: dice.integers(LEAST, len(NAMES) + 1)]
    return caption(dice.choice(kinds()), int(dice.integers(2**31)), language, [str(name) for name in only])


def _noun(word: Word) -> str:
    """What stands in the place of a body that was the noun of its sentence: "a sad drop" becomes "a sad monster"."""
    for forms, noun in ((lexicon.ENGLISH, lexicon.ENGLISH_NOUNS[0]), (lexicon.CHINESE, lexicon.CHINESE_NOUNS[0])):
        if word.factor == "body" and word.text.lower() in forms["body"][str(word.value)].nouns:
            return noun
    return ""


def _article(found: re.Match[str]) -> str:
    vowel = found[2][0].lower() in "aeiou" and not found[2].lower().startswith("one")
    return found[1] + ("n" if vowel else "")
