"""The translations: extraction, update and compilation. ``make catalogue`` runs it; the tests compare with it.

An unchanged program gives unchanged files: no line numbers, no dates, sorted. ``pybabel compile`` would do, but takes
``{percent}% done`` for a printf format and refuses the translation.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).parent.parent / "ganboard" / "locales"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}
"""``_``, ``ngettext`` and the like, and our mark for what is translated later."""


def extracted() -> Catalog:
    """Every marked string of the program, with the places where it stands."""
    found = Catalog()
    for file, line, message, _, context in extract_from_dir(LOCALES.parent, [("**.py", "python")], keywords=KEYWORDS):
        if message:
            found.add(message, locations=[(file, line)], context=context)
    return found


def po(language: str) -> Path:
    """The file in which a language is translated."""
    return LOCALES / language / "LC_MESSAGES" / "ganboard.po"


def read(language: str) -> Catalog:
    """The translations of a language, as they were written."""
    with open(po(language), "rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The same with the program's strings of now: new ones empty, those no longer used gone."""
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "GANBoard", "main"
    catalogue.last_translator, catalogue.msgid_bugs_address = "GANBoard authors", ""
    return catalogue


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The ``.po`` and the ``.mo`` of a catalogue."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalogue, width=120, no_location=True, sort_output=True)
    write_mo(compiled, catalogue)
    return text.getvalue(), compiled.getvalue()


def main() -> int:
    """Bring all catalogues up to date. The exit status tells whether something waits for translation."""
    waiting = 0
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/ganboard.po")):
        language = path.parent.parent.name
        catalogue = updated(language)
        text, compiled = written(catalogue)
        path.write_bytes(text)
        path.with_suffix(".mo").write_bytes(compiled)
        empty = [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)]
        waiting += len(empty)
        sys.stdout.write("".join(f"{language}: to translate: {text!r}\n" for text in empty))
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
