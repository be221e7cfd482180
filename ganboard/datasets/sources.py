"""Finding image files in folders, zip archives and uploads, under limits. Nothing disappears without a sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from ganboard.datasets.picture import PictureError
from ganboard.datasets.report import left_out
from ganboard.datasets.walk import cannot_open, files_below, own, pairs
from ganboard.datasets.zips import FILE_BYTES, Archive, is_zip, too_large
from ganboard.errors import DatasetError
from ganboard.i18n import N_

FILES = 20_000
"""The most files that are read."""
TOTAL_BYTES = 2_000_000_000
"""The most bytes that archives and uploads may hold together, unpacked."""


class Sources:
    """Files to be read, in a fixed order, and those that were left out.

    Attributes:
        files: Pairs of a printable name and a function that gives the bytes or raises ``PictureError``.
        left_out: A sentence for each file or folder that is not read.
    """

    def __init__(self) -> None:
        self.files: list[tuple[str, Callable[[], bytes]]] = []
        self.left_out: list[dict[str, Any]] = []
        self._bytes = 0

    def leave_out(self, name: str, error: PictureError) -> None:
        """List a file or a folder as left out."""
        self.left_out.append(left_out(_printable(name), error.reason))

    def add_folder(self, folder: str) -> None:
        """All files in a folder and its subfolders, zips among them, in the order of their names.

        Raises:
            DatasetError: there are too many, or the zips hold too much.
        """
        for name in own(files_below(folder, self.leave_out), self.leave_out):
            self.add_file(name, os.path.join(folder, name))

    def add_file(self, name: str, path: str) -> None:
        """One file on disk, under a name; a zip is opened.

        Raises:
            DatasetError: there are too many, or they hold too much.
        """
        if is_zip(name, first_bytes(path)):
            self.add_zip(name, Path(path))
        else:
            self._add(name, partial(read_file, path))

    def add_uploads(self, uploads: Iterable[tuple[str, bytes | Path | PictureError]]) -> None:
        """Files that came one by one, zips among them, in the order of their names.

        Args:
            uploads: Names, with contents, or where these lie, or why they did not come.

        Raises:
            DatasetError: there are too many, or they hold too much.
        """
        contents = pairs(uploads)
        for name in own(list(contents), self.leave_out):
            for content in contents[name]:
                if isinstance(content, PictureError):
                    self.leave_out(name, content)
                elif isinstance(content, Path):
                    self.add_file(name, str(content))
                elif is_zip(name, content[:4]):
                    self.add_zip(name, content)
                else:
                    self._check_total(len(content))
                    self._add(name, partial(bytes, content))

    def add_zip(self, name: str, source: bytes | Path) -> None:
        """All files in a zip, in the order of their names; a zip that cannot be opened is listed as left out.

        Args:
            name: The archive's name.
            source: Its bytes, or where it lies.

        Raises:
            DatasetError: it holds too many files, or too much.
        """
        try:
            if isinstance(source, Path) and source.stat().st_size > TOTAL_BYTES:
                raise PictureError(N_("larger than {limit} GB; unpack it"), limit=TOTAL_BYTES // 1_000_000_000)
            archive = Archive(source)
        except (PictureError, OSError) as error:
            self.leave_out(name, error if isinstance(error, PictureError) else cannot_open(error))
            return
        members = pairs(archive.members)
        kept = own(list(members), lambda inside, error: self.leave_out(f"{name}/{inside}", error))
        self._check_count(sum(len(members[inside]) for inside in kept))
        self._check_total(sum(info.file_size for inside in kept for info in members[inside]))
        for inside in kept:
            for info in members[inside]:
                self._add(f"{name}/{inside}", partial(archive.read, info))

    def _add(self, name: str, read: Callable[[], bytes]) -> None:
        self._check_count(1)
        self.files.append((_printable(name), read))

    def _check_count(self, more: int) -> None:
        if len(self.files) + more > FILES:
            raise DatasetError(
                N_("There are more than {limit} files. Leave some out: a few thousand images are plenty."),
                limit=f"{FILES:,}",
            )

    def _check_total(self, more: int) -> None:
        self._bytes += more
        if self._bytes > TOTAL_BYTES:
            raise DatasetError(
                N_("Unpacked, these files are larger than {limit} GB. Make the images smaller, or leave some out."),
                limit=TOTAL_BYTES // 1_000_000_000,
            )


def read_file(path: str) -> bytes:
    """The bytes of a plain file.

    Raises:
        PictureError: it is gone, closed to us, too large, or a pipe or device, which might never end.
    """
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise PictureError(N_("no plain file"))
        if status.st_size > FILE_BYTES:
            raise too_large()
        return Path(path).read_bytes()
    except OSError as error:
        raise cannot_open(error) from None


def first_bytes(path: str) -> bytes:
    """The first four bytes of a plain file; none of what cannot be read, which is told when it is."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return b""
        with open(path, "rb") as file:
            return file.read(4)
    except OSError:
        return b""


def _printable(name: str) -> str:
    """A name fit for a screen and for JSON: no control characters, no broken Unicode, not endless."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[:200])
