"""Translations with gettext. English is the source language; catalogues live in ``locales/``."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = {"en": "English", "zh": "中文"}
"""Language codes and the names by which their speakers call them."""

STEPS = ("step", "fork", "reached")
"""The places of sentences in which numbers of steps stand: their digits are in groups, as everywhere on the pages."""


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name for "mark only, translate later"
    """Mark a string for the catalogue and return it unchanged; it is translated where it is shown."""
    return message


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; English, and any unknown code, gives the strings as written."""
    return gettext.translation("ganboard", LOCALES, languages=[language], fallback=True)


def best_language(preferred: str | None) -> str:
    """The language we have that fits a browser's locale such as ``"zh-TW"`` best; English if none does."""
    code = (preferred or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else "en"


def message(template: str, **values: Any) -> dict[str, Any]:
    """A sentence to be translated later: JSON types, so that it can cross processes and lie in a run folder.

    Args:
        template: English, marked with ``N_``, with ``{name}`` places.
        **values: What stands in the places; may be messages themselves.
    """
    return {"template": template, "values": values}


def render(sentence: dict[str, Any], translate: Callable[[str], str] = str) -> str:
    """The text of a :func:`message`, every template in it passed through ``translate`` first."""
    values = {key: _written(key, value, translate) for key, value in sentence["values"].items()}
    return translate(sentence["template"]).format(**values)


def _written(place: str, value: Any, translate: Callable[[str], str]) -> Any:
    if isinstance(value, dict) and "template" in value:
        return render(value, translate)
    return f"{value:,}" if place in STEPS and type(value) is int else value
