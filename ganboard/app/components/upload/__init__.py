"""The field into which a visitor puts files and folders of pictures."""

from __future__ import annotations

from collections.abc import Callable

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _, language
from ganboard.app.tray import Tray
from ganboard.datasets.sources import TOTAL_BYTES
from ganboard.datasets.zips import FILE_BYTES


def upload_field(tray: Tray, clear: Callable[[], None], key: str = "upload", drop: str = "") -> None:
    """Put the field on the page. The script runs again when all files of a choice have come.

    Args:
        tray: Where the files go.
        clear: Called before that run where the visitor wants to have none of them.
        key: Identity of the field.
        drop: What kinds of files may be dropped; those of pictures if left out.
    """
    mount("upload", "upload")(
        key=key,
        data={
            "base": base(),
            "language": language(),
            "tray": tray.token,
            "count": len(tray.files),
            "limits": {"file": FILE_BYTES, "zip": TOTAL_BYTES},
            "words": {
                "files": _("Choose files"),
                "folder": _("Choose a folder"),
                "drop": drop or _("or drop them here: PNG, JPEG, WebP, BMP, GIF, or a zip of them"),
                "clear": _("Remove all"),
                "sending": _("Files sent: {sent} of {files}"),
                "progress": _("How many files have been sent"),
                "lost": _("The files could not be sent. Is the program still running? Choose them again."),
                "one": _("1 file"),
                "here": _("{files} files"),
            },
        },
        on_sent_change=lambda: None,
        on_cleared_change=clear,
    )
