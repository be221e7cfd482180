"""Tables of points, in the ways in which people and programs write them; and what is said of those that cannot be read."""

from __future__ import annotations

import codecs

import numpy as np
import pytest

from ganboard.datasets.table import read_table
from ganboard.errors import DatasetError

POINTS = [[1.5, 2.0], [3.0, -4.25]]
READ = {
    "commas": b"1.5,2\n3,-4.25\n",
    "a header": b"x,y\n1.5,2\n3,-4.25\n",
    "a header of words and numbers": b"x 1,y 2\n1.5,2\n3,-4.25",
    "semicolons": b"1.5;2\n3;-4.25\n",
    "decimal commas": b"x;y\n1,5;2\n3;-4,25\n",
    "tabs": b"1.5\t2\n3\t-4.25\n",
    "tabs and decimal commas": b"1,5\t2\n3\t-4,25\n",
    "spaces": b" 1.5   2\n3 -4.25 \n",
    "spaces and decimal commas": b"1,5 2,0\n3 -4,25\n",
    "commas and decimal commas in quotes": b'"1,5","2,0"\n"3","-4,25"\n',
    "quotes": b'"x","y"\n"1.5","2"\n"3","-4.25"\n',
    "blank lines": b"\n\nx;y\n\n1.5;2\n  \n3;-4.25\n\n",
    "rows of empty cells": b"x;y\n;\n1.5;2\n3;-4.25\n;;\n",
    "separators at the ends": b"1.5;2;\n3;-4.25;\n",
    "comments": b"# made by hand\n1.5,2\n3,-4.25",
    "what Excel says of itself": b"sep=;\nx;y\n1,5;2\n3;-4,25\n",
    "Windows' line ends": b"x,y\r\n1.5,2\r\n3,-4.25\r\n",
    "old Macs' line ends": b"x,y\r1.5,2\r3,-4.25",
    "a byte order mark": codecs.BOM_UTF8 + b"1.5,2\n3,-4.25",
    "UTF-16": "x;y\n1,5;2\n3;-4,25".encode("utf-16"),
    "UTF-16, the other way round": codecs.BOM_UTF16_BE + "1,5;2\n3;-4,25".encode("utf-16-be"),
    "UTF-16 without a mark": "1,5;2\n3;-4,25".encode("utf-16-le"),
    "Latin-1": "Größe;Höhe\n1,5;2\n3;-4,25".encode("latin-1"),
    "exponents and signs": b"+15e-1,2E0\n3,-4.25\n",
    "a true minus": "1.5;2\n3;−4.25".encode(),
}
REFUSED = {
    "a word among numbers": (b"x,y\n1,2\n3,foo\n", 3, "3,foo"),
    "a single number": (b"1,2\n3\n", 2, "3"),
    "three columns": (b"x,y,z\n1,2,3\n", 2, "1,2,3"),
    "blank lines before it": (b"\n\nx;y\n\n1;2\n\nboo;3\n", 7, "boo;3"),
    "a broken first line that is no header": (b"1,2 cm\n3,4\n", 1, "1,2 cm"),
    "two headers": (b"x,y\ncm,cm\n1,2\n", 2, "cm,cm"),
    "no number at all": (b"1,2\nnan,3\n", 2, "nan,3"),
    "infinity": (b"1,2\ninf,3\n", 2, "inf,3"),
    "a letter that cannot be printed": (b"1,2\n\x01,3\n", 2, "·,3"),
    "a letter that some take for the end of a line": (b"1,2\n3,4\x0b\n5,?\n", 3, "5,?"),
}


@pytest.mark.parametrize("kind", READ)
def test_a_table_is_understood(kind: str) -> None:
    points = read_table(READ[kind], "mine.csv")
    assert points.dtype == np.float32
    assert points.tolist() == POINTS


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_named_by_its_line(kind: str) -> None:
    data, line, text = REFUSED[kind]
    with pytest.raises(DatasetError) as caught:
        read_table(data, "mine.csv")
    assert f"line {line} of mine.csv" in str(caught.value)
    assert f"found {text}." in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\n \n", b"x,y\n", codecs.BOM_UTF8])
def test_a_table_without_numbers_is_refused(data: bytes) -> None:
    with pytest.raises(DatasetError, match=r"two columns of numbers in mine\.csv"):
        read_table(data, "mine.csv")


def test_many_lines_are_read_in_order() -> None:
    wanted = np.arange(40_000, dtype=np.float32).reshape(-1, 2)
    text = "\n".join(f"{first};{second}" for first, second in wanted.tolist())
    assert np.array_equal(read_table(text.encode(), "mine.csv"), wanted)
