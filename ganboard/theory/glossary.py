"""The glossary: the words that stay though they need an explanation, read from the table in the last chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ganboard.theory.chapters import SOURCE, Text, chapters

CHAPTER = "questions"
"""The chapter that holds the table, the only one in it."""
ROW = re.compile(r"^\| *(?!-)([^|]+?) *\| *([^|]+?) *\| *([^|]+?) *\|$", re.MULTILINE)
SPLIT = re.compile(r", |、|[（）]")
"""Between the forms of a word: "generator, G", "记忆（照抄）"."""


@dataclass(frozen=True)
class Entry:
    """One word.

    Attributes:
        term: As the table shows it, all forms in it.
        forms: Each of the forms, as it may stand on a page.
        meaning: A sentence's worth of plain text.
    """

    term: str
    forms: tuple[str, ...]
    meaning: str


@cache
def glossary(language: str = SOURCE) -> tuple[Entry, ...]:
    """All entries, in the table's order.

    Args:
        language: A code such as ``"zh"``; what is not translated is English.
    """
    (chapter,) = (chapter for chapter in chapters(language) if chapter.id == CHAPTER)
    prose = "\n".join(piece.markdown for piece in chapter.pieces if isinstance(piece, Text))
    _, *rows = ROW.findall(prose)  # the first is the head
    return tuple(
        Entry(term, tuple(form.strip() for form in SPLIT.split(term) if form.strip()), meaning)
        for term, meaning, _place in rows
    )
