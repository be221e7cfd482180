"""Text made of template files.

A template is a file ``NAME.py.txt`` that reads as the Python it becomes, with places such as ``$judge``. In a place stands a
value, or a piece: another template, from the folder ``NAME/`` beside the first one or, for all to use, from ``shared/``.

No template holds an ``if``. What is there in some runs only is a piece of its own, with their conditions in its file's name:
of ``judge.py.txt`` and ``judge.conditional.py.txt`` the second is taken where ``conditional`` is on, and a piece of which no form
fits is empty. A place that has a line to itself takes the line with it when it is empty.
"""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).with_name("templates")
SHARED = TEMPLATES / "shared"
SUFFIX = ".py.txt"
PLACE = re.compile(r"^ *\$(\w+)\n|\$(\w+)", re.MULTILINE)


def render(template: Path, values: dict[str, str], on: set[str], folders: tuple[Path, ...] = (SHARED,)) -> str:
    """The text of a template.

    Args:
        template: The file.
        values: What stands in places, by name. For every other place there must be a piece.
        on: The conditions that hold.
        folders: Where its pieces lie beside its own folder; the first that has one counts.

    Raises:
        KeyError: there is neither a value nor a piece for a place.
    """
    own = template.with_name(template.name.removesuffix(SUFFIX))
    folders = (own, *folders) if own.is_dir() else folders

    def fill(place: re.Match[str]) -> str:
        name = place[1] or place[2]
        text = values[name] if name in values else piece(name)
        return f"{text}\n" if place[1] and text else text

    def piece(name: str) -> str:
        file = _form(name, folders, on)
        return render(file, values, on, folders).removesuffix("\n") if file else ""

    return PLACE.sub(fill, template.read_text(encoding="utf-8"))


def _form(name: str, folders: tuple[Path, ...], on: set[str]) -> Path | None:
    """A piece's form with the most conditions of those whose conditions all hold; None where each lacks one."""
    for folder in folders:
        forms = [(file.name.removesuffix(SUFFIX).split(".")[1:], file) for file in folder.glob(f"{name}.*")]
        if forms:
            return max(
                (form for form in forms if on.issuperset(form[0])), key=lambda form: len(form[0]), default=(0, None)
            )[1]
    raise KeyError(name)
