"""All names that pages read from their address or write into it stand in one table."""

from __future__ import annotations

import re
from pathlib import Path

from ganboard.app.address import KEYS
from ganboard.app.prose import pages

APP = Path(__file__).parents[2] / "ganboard" / "app"
IN_PYTHON = re.compile(r"\b(?:address\.(?:write|asked)|st\.query_params\.get)\(\s*\"(\w+)\"")
OF_LINKS = re.compile(r"query_params=\{([^}]*)\}|prose\.address\(([^)]*)\)")
IN_JAVASCRIPT = re.compile(r"\b(?:address\.searchParams|query)\.set\(\"(\w+)\"")


def used() -> set[str]:
    found: set[str] = set()
    for file in APP.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(IN_PYTHON.findall(text))
        for query, call in OF_LINKS.findall(text):
            found |= set(re.findall(r"\"(\w+)\":", query)) | set(re.findall(r"(\w+)=", call))
    for file in APP.rglob("*.js"):
        found |= set(IN_JAVASCRIPT.findall(file.read_text(encoding="utf-8")))
    return found


def test_every_name_in_an_address_is_in_the_table_and_none_is_idle() -> None:
    assert used() == set(KEYS)


def test_the_table_names_pages_that_there_are() -> None:
    assert {page for key in KEYS.values() for page in key.pages.split()} <= set(pages())
    assert all(key.meaning for key in KEYS.values())
