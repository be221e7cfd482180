"""All names that pages read from their address or write into it stand in one table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ganboard.app.address import KEYS
from ganboard.app.prose import pages

APP = Path(__file__).parents[2] / "ganboard" / "app"
CALLS = ("address.write", "address.asked", "address.followed", "linked.put", "st.query_params.get")
LINKS = ("st.switch_page", "st.page_link", "prose.address")
IN_JAVASCRIPT = re.compile(r"\b(?:(?:address\.searchParams|query)\.set|said|number)\(\"(\w+)\"|\bOPEN = \"(\w+)\";")


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Texts with a name of their own, such as ``PRESENT = "present"``."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names, values = (each.elts if isinstance(each, ast.Tuple) else [each] for each in (target, node.value))
                for name, value in zip(names, values, strict=False):
                    if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield name.id, value.value


def used() -> dict[str, str]:
    """Every name with the file that uses it."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in APP.rglob("*.py")}
    named = {name: value for tree in trees.values() for name, value in constants(tree)}
    found: dict[str, str] = {}
    for file, tree in trees.items():
        own = named | dict(constants(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            asks = ast.unparse(call.func)
            if asks in CALLS and isinstance(call.args[0], ast.Constant):
                found[call.args[0].value] = file.name
            elif asks in CALLS and isinstance(call.args[0], ast.Name) and call.args[0].id in own:
                found[own[call.args[0].id]] = file.name
            for keyword in call.keywords if asks in LINKS else ():
                if asks == "prose.address" and keyword.arg:
                    found[keyword.arg] = file.name
                elif keyword.arg == "query_params" and isinstance(keyword.value, ast.Dict):
                    found |= {key.value: file.name for key in keyword.value.keys if isinstance(key, ast.Constant)}
    for file in APP.rglob("*.js"):
        names = ["".join(each) for each in IN_JAVASCRIPT.findall(file.read_text(encoding="utf-8"))]
        found |= dict.fromkeys(names, file.name)
    return found


def test_every_name_in_an_address_is_in_the_table() -> None:
    found = used()
    assert {"run", "point", "say", "chapter", "tour"} <= found.keys()
    assert {name: file for name, file in found.items() if name not in KEYS} == {}
    assert [name for name, key in KEYS.items() if name not in found and not key.choices] == []


def test_the_table_names_pages_that_there_are() -> None:
    assert {page for key in KEYS.values() for page in key.pages.split()} <= set(pages())
    assert all(key.meaning for key in KEYS.values())
