"""Points from a table that somebody wrote: two columns of numbers, in one of the ways in which programs write them."""

from __future__ import annotations

import csv
import io
import math
import re

import numpy as np

from ganboard.errors import DatasetError
from ganboard.i18n import N_

MOST = 1_000_000
"""Rows read."""
SEPARATORS = ("\t", ";", ",", " ")
LOOKED_AT = 200
"""Lines from which the separator is told."""
LINE_END = re.compile(r"\r\n|\r|\n")
"""What editors count as the end of a line; ``splitlines`` knows more."""
PASSED_OVER = re.compile(r"#|sep=.?$|[\s;,\"]*$", re.IGNORECASE)
"""Lines that hold nothing to be read."""


def read_table(data: bytes, name: str) -> np.ndarray:
    """Two columns of numbers from a text.

    A first line of titles is passed over, and so are blank lines, rows of empty cells and lines that begin with ``#`` or, as
    Excel writes it, ``sep=``. The columns stand apart by tabs, semicolons, commas or spaces; a comma may be the decimal sign,
    where commas part the columns too in quotes only.

    Args:
        data: The file's content: UTF-8, also with a byte order mark, UTF-16 with one, or Latin-1.
        name: What the file is called, for errors.

    Returns:
        float32, (rows, 2).

    Raises:
        DatasetError: a line cannot be read; it is named, with what stands there.
    """
    lines = [(number, line.strip()) for number, line in enumerate(LINE_END.split(_text(data)), start=1)]
    lines = [(number, line) for number, line in lines if not PASSED_OVER.match(line)][: MOST + 1]
    if not lines:
        raise DatasetError(N_("Expected two columns of numbers in {name}, but it is empty."), name=name)
    if len(lines) > MOST:
        raise DatasetError(N_("Expected at most {most} lines in {name}, but there are more."), most=MOST, name=name)
    separator = _separator([line for _, line in lines])
    points: list[tuple[float, float]] = []
    for position, (number, line) in enumerate(lines):
        cells = _cells(line, separator)
        found = [_number(cell) for cell in cells]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            points.append((found[0], found[1]))
        elif position > 0 or any(value is not None for value in found):  # only a first line may be titles
            raise DatasetError(
                N_("Expected two numbers in line {line} of {name}, but found {text}. Correct or remove this line."),
                line=number,
                name=name,
                text="".join(letter if letter.isprintable() else "·" for letter in line[:60]),
            )
    if not points:
        raise DatasetError(N_("Expected two columns of numbers in {name}, but it holds titles alone."), name=name)
    return np.array(points, np.float32)


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if 0 in data[:2]:  # UTF-16 without a mark: one half of a letter of ours is 0
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _separator(lines: list[str]) -> str:
    """What parts most lines into two numbers."""

    def fits(line: str, separator: str) -> bool:
        found = [_number(cell) for cell in _cells(line, separator)]
        return len(found) == 2 and None not in found

    return max(SEPARATORS, key=lambda separator: sum(fits(line, separator) for line in lines[:LOOKED_AT]))


def _cells(line: str, separator: str) -> list[str]:
    if separator == " ":
        return line.split()
    cells = next(csv.reader(io.StringIO(line), delimiter=separator, skipinitialspace=True), [])
    while len(cells) > 2 and not cells[-1].strip():  # a separator at the line's end
        cells.pop()
    return [cell.strip() for cell in cells]


def _number(cell: str) -> float | None:
    text = cell.replace("−", "-")
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e30 else None
