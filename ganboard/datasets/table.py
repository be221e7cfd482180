"""Points from a table that somebody wrote: two columns of numbers, in one of the ways in which programs write them."""

from __future__ import annotations

import csv
import io
import math

import numpy as np

from ganboard.errors import DatasetError
from ganboard.i18n import N_

MOST = 1_000_000
"""Rows read."""
SEPARATORS = ("\t", ";", ",", " ")


def read_table(data: bytes, name: str) -> np.ndarray:
    """Two columns of numbers from a text.

    A first line of titles is passed over, and so are blank lines and lines that begin with ``#``. The columns stand apart by
    tabs, semicolons, commas or spaces; where they do by semicolons, tabs or spaces, a comma may be the decimal sign.

    Args:
        data: The file's content: UTF-8, also with a byte order mark, UTF-16 with one, or Latin-1.
        name: What the file is called, for errors.

    Returns:
        float32, (rows, 2).

    Raises:
        DatasetError: a line cannot be read; it is named, with what stands there.
    """
    lines = [(number, line.strip()) for number, line in enumerate(_text(data).splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")][: MOST + 1]
    if not lines:
        raise DatasetError(N_("Expected two columns of numbers in {name}, but it is empty."), name=name)
    if len(lines) > MOST:
        raise DatasetError(N_("Expected at most {most} lines in {name}, but there are more."), most=MOST, name=name)
    separator = _separator([line for _, line in lines])
    points: list[tuple[float, float]] = []
    for position, (number, line) in enumerate(lines):
        cells = _cells(line, separator)
        found = [_number(cell, decimal_comma=separator != ",") for cell in cells]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            points.append((found[0], found[1]))
        elif position > 0 or any(value is not None for value in found):  # only a first line may be titles
            raise DatasetError(
                N_("Expected two numbers in line {line} of {name}, but found {text}. Correct or remove this line."),
                line=number,
                name=name,
                text=line[:60],
            )
    if not points:
        raise DatasetError(N_("Expected two columns of numbers in {name}, but it holds titles alone."), name=name)
    return np.array(points, np.float32)


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _separator(lines: list[str]) -> str:
    """What parts most lines into two."""
    body = lines[1:100] or lines
    return max(SEPARATORS, key=lambda separator: sum(len(_cells(line, separator)) == 2 for line in body))


def _cells(line: str, separator: str) -> list[str]:
    if separator == " ":
        return line.split()
    cells = next(csv.reader(io.StringIO(line), delimiter=separator, skipinitialspace=True), [])
    while len(cells) > 2 and not cells[-1].strip():  # a separator at the line's end
        cells.pop()
    return [cell.strip() for cell in cells]


def _number(cell: str, decimal_comma: bool) -> float | None:
    text = cell.replace("−", "-")
    if decimal_comma and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e30 else None
