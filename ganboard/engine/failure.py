"""What went wrong in the engine, in words and in its log. Nothing here raises: it is called where something failed already."""

from __future__ import annotations

import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from ganboard.errors import GANBoardError, reason
from ganboard.i18n import message
from ganboard.storage import disk_message


def in_words(error: Exception, folder: Path, otherwise: str, **values: Any) -> dict[str, Any]:
    """An error as a message.

    Args:
        error: Ours is told as it is, and a disk's with the path, what is wrong there and the space that is left.
        folder: Told where a disk's error names no path.
        otherwise: The template for every other error, with a place ``{problem}``.
        **values: What stands in its other places.
    """
    if isinstance(error, GANBoardError):
        return error.message
    if is_of_disk(error):
        return disk_message(error, folder)  # type: ignore[arg-type]
    return message(otherwise, **values, problem=reason(error))


def is_of_disk(error: Exception) -> bool:
    """Whether a disk refused something; an ``OSError`` without a path comes from elsewhere, such as a socket."""
    return isinstance(error, OSError) and error.filename is not None


def write_log(error: Exception, file: Path | None = None) -> None:
    """Write where an error came from into a file or, where the disk refuses that or none is given, to stderr: the engine's log."""
    with suppress(OSError):
        if file is not None:
            try:
                with open(file, "a", encoding="utf-8") as log:
                    traceback.print_exception(error, file=log)
                return
            except OSError:
                pass
        traceback.print_exception(error)
