r"""The chapters: Markdown files, one for each chapter and language, read into what a page shows in order.

A file ``prose/LANGUAGE/NN-id.md`` begins with ``# Title``. Beside Markdown with ``$…$`` and ``$$…$$`` it may hold lines that are
only ``{{demo NAME}}`` or ``{{part NAME}}``, and blocks that set two texts side by side::

    :::compare
    as printed
    ---
    as it should read
    :::

Links go to pages (``page:explore``), chapters (``chapter:vanishing``) and our own code (``code:ganboard/objectives/minimax.py``).
Formulas name the four colours by what they stand for: ``\real{…}``, ``\fake{…}``, ``\judge{…}``, ``\noise{…}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROSE = Path(__file__).parent / "prose"
SOURCE = "en"
"""The language that a chapter is shown in where it is not translated."""
COLOURS = {"real": "#0072B2", "fake": "#D55E00", "judge": "#CC79A7", "noise": "#009E73"}
"""What stands for what, the same everywhere (Okabe-Ito)."""
PLACE = re.compile(r"\{\{\s*(demo|part)\s+([a-z_]+)\s*\}\}")
LINK = re.compile(r"\[([^\]]*)\]\((page|chapter|code):([^)\s]+)\)")


@dataclass(frozen=True)
class Text:
    """Markdown."""

    markdown: str


@dataclass(frozen=True)
class Compare:
    """Two texts side by side, both Markdown: how the article printed it, and how it should read."""

    printed: str
    corrected: str


@dataclass(frozen=True)
class Place:
    """Where something stands that is no text.

    Attributes:
        kind: ``"demo"``, one of ``DEMOS``; or ``"part"``, which the page knows.
        name: Which.
    """

    kind: str
    name: str


Piece = Text | Compare | Place


@dataclass(frozen=True)
class Chapter:
    """One chapter in one language.

    Attributes:
        id: The same in every language, as in an address.
        number: From 1, as in the name of its file.
        title: Plain text.
        pieces: In order.
    """

    id: str
    number: int
    title: str
    pieces: tuple[Piece, ...]


@cache
def chapters(language: str = SOURCE) -> tuple[Chapter, ...]:
    """All chapters, in order; those that are not translated in English.

    Args:
        language: A code such as ``"zh"``.

    Raises:
        ValueError: a file is not written as described above.
    """
    found = []
    for source in sorted((PROSE / SOURCE).glob("*.md")):
        translated = PROSE / language / source.name
        file = translated if translated.is_file() else source
        title, pieces = read(file.read_text(encoding="utf-8"), f"{file.parent.name}/{file.name}")
        number, name = source.stem.split("-", 1)
        found.append(Chapter(name, int(number), title, pieces))
    return tuple(found)


def read(text: str, name: str) -> tuple[str, tuple[Piece, ...]]:
    """The title and the pieces of a file.

    Args:
        text: What it holds.
        name: What it is called in an error.

    Raises:
        ValueError: there is no title, or a block is not closed or has not two halves.
    """
    first, _, rest = text.strip().partition("\n")
    if not first.startswith("# "):
        raise ValueError(f"{name}: expected '# Title' in the first line, but got {first!r}")
    pieces: list[Piece] = []
    lines: list[str] = []

    def close() -> None:
        if markdown := "\n".join(lines).strip():
            pieces.append(Text(markdown))
        lines.clear()

    waiting = iter(rest.splitlines())
    for line in waiting:
        if place := PLACE.fullmatch(line.strip()):
            close()
            pieces.append(Place(*place.groups()))
        elif line.strip() == ":::compare":
            close()
            pieces.append(_compare(waiting, name))
        else:
            lines.append(line)
    close()
    return first[2:].strip(), tuple(pieces)


def _compare(waiting: Iterator[str], name: str) -> Compare:
    halves: list[list[str]] = [[]]
    for line in waiting:
        if line.strip() == ":::":
            break
        if line.strip() == "---":
            halves.append([])
        else:
            halves[-1].append(line)
    else:
        raise ValueError(f"{name}: a block that ':::compare' opens is never closed; end it with a line ':::'")
    if len(halves) != 2:
        raise ValueError(f"{name}: a compare block has two halves, with '---' between them, but this has {len(halves)}")
    printed, corrected = ("\n".join(half).strip() for half in halves)
    return Compare(printed, corrected)


def linked(markdown: str, write: Callable[[str, str, str], str]) -> str:
    """Markdown with our links as a page can follow them.

    Args:
        markdown: With links to ``page:``, ``chapter:`` and ``code:``.
        write: Given the words, the kind and the target of a link, gives what stands in its place.
    """
    return LINK.sub(lambda link: write(*link.groups()), markdown)


def coloured(markdown: str) -> str:
    r"""Markdown whose formulas say ``\textcolor{#…}{…}`` instead of ``\real{…}`` and the like."""
    for role, colour in COLOURS.items():
        markdown = markdown.replace(f"\\{role}{{", f"\\textcolor{{{colour}}}{{")
    return markdown
