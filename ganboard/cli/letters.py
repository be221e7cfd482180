"""What is printed, in any code page: a letter that it lacks is written in the letters that it has."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

HANDLER = "ganboard.letters"
"""Under which name Python finds :func:`_instead`."""
INSTEAD = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "·": "|", "×": "x", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "≈": "~"}
    | {
        "±": "+-",
        "γ": "gamma",
        "β": "beta",
        "λ": "lambda",
        "→": "->",
        "←": "<-",
        "≥": ">=",
        "≤": "<=",
        "★": "*",
        "ℓ": "l",
    }
)
"""What stands for letters that Unicode does not take apart by itself."""


def print_in_any_letters() -> None:
    """Have stdout and stderr never fail at a letter, whatever the console's code page is (gbk, cp1252, ascii, ...)."""
    codecs.register_error(HANDLER, _instead)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def _instead(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = [_plain(letter, error.encoding) for letter in error.object[error.start : error.end]]
    return "".join(letters), error.end


def _plain(letter: str, encoding: str) -> str:
    """The letter without its accent or place (``"₁"`` -> ``"1"``), else its stand-in, else its number."""
    for plain in (unicodedata.normalize("NFKC", letter), letter.translate(INSTEAD), _bare(letter)):
        try:
            plain.encode(encoding)
            return plain
        except UnicodeError:
            continue
    return letter.encode("ascii", "backslashreplace").decode()


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
