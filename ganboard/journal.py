"""A file that only grows, a row of numbers a line: what was measured at a step. A rewind lays aside what came after it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ganboard.formats import FORMATS, KEY, check
from ganboard.storage import naming

HEADER = {KEY: FORMATS["journal"]}
"""The first line, with the number of the format; the first journals have none."""
LAST = 10**9
"""Steps are below this number, as the names of checkpoints are."""


class Journal:
    """Rows on disk. One process adds; others may read at any moment.

    Args:
        path: The file, which need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, row: dict[str, Any]) -> None:
        """Append one line: a row with its ``"step"``, or ``{"rewind": step}``, with ``"forget": True`` if nothing later is left.

        Raises:
            OSError: the disk refuses it; the error names the file.
        """
        with naming(self.path), open(self.path, "ab+") as file:
            new = not file.tell()
            if not new:
                file.seek(-1, os.SEEK_END)
            cut = file.read(1) not in (b"", b"\n")  # a process that died in the middle of a line
            lines = [json.dumps(each).encode() + b"\n" for each in ([HEADER] if new else []) + [row]]
            file.write(b"\n" * cut + b"".join(lines))

    def rows(self) -> list[dict[str, Any]]:
        """The rows up to where the training stands, in the order of their steps."""
        return self.read()[0]

    def every(self) -> list[dict[str, Any]]:
        """All rows, also those of later steps that the training was taken back from, in the order of their steps."""
        rows, later = self.read()
        return rows + later

    def read(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The rows up to where the training stands, and the later ones that it was taken back from.

        Going back lays rows aside, going forward takes them up again, and training on replaces those that it passes. Both
        lists are in the order of their steps.
        """
        rows: list[dict[str, Any]] = []
        later: list[dict[str, Any]] = []
        for row in self.lines():
            if "rewind" in row:
                every = _joined(rows, later)
                rows = [kept for kept in every if kept["step"] <= row["rewind"]]
                later = [] if row.get("forget") else every[len(rows) :]
            else:
                while rows and rows[-1]["step"] >= row["step"]:
                    rows.pop()
                rows.append(row)
        return rows, _joined(rows, later)[len(rows) :]

    def lines(self) -> Iterator[dict[str, Any]]:
        """All lines as they were added. What is no row of ours, or still being written, is left out.

        Raises:
            FormatError: a newer GANBoard made the file.
        """
        if not self.path.is_file():  # a device in its place, say, which would never end
            return
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict) and row.keys() == HEADER.keys():
                check("journal", row[KEY])
            if isinstance(row, dict) and _is_step(row.get("rewind", row.get("step"))):
                yield row


def is_number(value: Any) -> bool:
    """Whether a value of JSON is a number that a chart can take; infinite ones and NaN are."""
    return isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63)


def _is_step(value: Any) -> bool:
    return is_number(value) and 0 <= value < LAST and value == int(value)


def _joined(rows: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, and of the later ones those that were not passed again."""
    reached = rows[-1]["step"] if rows else -1
    return rows + [row for row in later if row["step"] > reached]
