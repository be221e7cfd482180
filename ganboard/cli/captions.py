"""The captions that ``sample`` is given, and what stands in the file beside the pictures of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ganboard.creatures.factors import FACTORS
from ganboard.creatures.parsing import Parsed, parse
from ganboard.errors import CaptionError, ConfigError
from ganboard.i18n import N_
from ganboard.saying import Asked

MOST = 100_000
"""Captions in a file at most."""


def read_captions(caption: str | None, file: str | None) -> list[Parsed]:
    """What ``--caption`` or ``--captions`` says; empty where neither is given.

    Args:
        caption: A sentence.
        file: A text file, UTF-8, with a sentence in each line.

    Raises:
        ConfigError: both are given, or the file cannot be read or holds no sentences.
        CaptionError: a sentence is not understood; it says which.
    """
    if caption is not None and file is not None:
        raise ConfigError("captions", file, N_("no file where --caption gives a sentence: one of the two"))
    if caption is not None:
        return [_understood("caption", None, caption)]
    return [] if file is None else [_understood("captions", *line) for line in enumerate(_lines(file), 1)]


def columns(captions: list[Parsed], count: int, asked: Asked) -> dict[str, np.ndarray]:
    """What is known of each picture: the caption, the factors that were asked for, and whether the kind was never shown.

    Args:
        captions: In their order.
        count: Pictures of each.
        asked: What was asked for.

    Returns:
        Arrays by name, (pictures,); and ``names_FACTOR``, what the factor's numbers stand for.
    """
    found: dict[str, np.ndarray] = {"captions": np.array([each.text for each in captions]).repeat(count)}
    for place, factor in enumerate(FACTORS):
        found[f"factor_{factor.name}"] = asked.factors[:, place]
        found[f"names_{factor.name}"] = np.array(factor.values)
    return {**found, "never_shown": asked.never_shown}


def _lines(file: str) -> list[str]:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")  # as Windows' editor saves it
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError("captions", file, N_("a file that can be read ({problem})"), problem=problem) from None
    except ValueError:
        raise ConfigError("captions", file, N_("a text file in UTF-8, with a sentence in each line")) from None
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise ConfigError("captions", file, N_("a file with a sentence in each line; this one is empty"))
    if len(lines) > MOST:
        raise ConfigError("captions", len(lines), N_("at most {most} sentences"), most=MOST)
    return lines


def _understood(field: str, line: int | None, text: str) -> Parsed:
    try:
        return parse(text).check()
    except CaptionError as error:
        if line is None:
            raise CaptionError("{field}: {problem}", field=field, problem=error.message) from error
        template = N_("{field}, line {line}: {problem}")
        raise CaptionError(template, field=field, line=line, problem=error.message) from error


def sheet_columns(captions: list[Any], count: int) -> int:
    """Pictures in a row of a sheet: a row for each caption; of one caption a square."""
    return count if len(captions) > 1 else max(1, round(count**0.5))
