"""Finding image files in folders, zip archives and uploads, under limits. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from ganboard.datasets.picture import PictureError
from ganboard.datasets.run_folders import GENERATED, without_runs
from ganboard.errors import DatasetError
from ganboard.i18n import N_, message

FILES = 20_000
"""The most files that are read."""
TOTAL_BYTES = 2_000_000_000
"""The most bytes that archives and uploads may hold together, unpacked."""
FILE_BYTES = 100_000_000
"""The most bytes of one file."""
ZIP_ENTRIES = 100_000
"""The most entries a zip's table of contents may have, hidden ones and folders included."""

_LEFTOVERS = {"__macosx", "thumbs.db", "desktop.ini"}


class Sources:
    """Files to be read, in a fixed order, and those that were skipped.

    Attributes:
        files: Pairs of a printable name and a function that gives the bytes or raises ``PictureError``.
        skipped: A sentence for each file left out.
    """

    def __init__(self) -> None:
        self.files: list[tuple[str, Callable[[], bytes]]] = []
        self.skipped: list[dict[str, Any]] = []
        self._bytes = 0

    def skip(self, name: str, error: PictureError) -> None:
        """List a file as skipped."""
        self.skipped.append(message(N_("{name}: {reason}"), name=_printable(name), reason=error.reason))

    def add_folder(self, folder: str) -> None:
        """All files in a folder and its subfolders; links to folders are not followed.

        Raises:
            DatasetError: there are too many.
        """
        paths: list[str] = []

        def inside(path: str) -> str:
            return os.path.relpath(path, folder).replace(os.sep, "/")

        def closed(error: OSError) -> None:
            self.skip(inside(str(error.filename)), _cannot_open(error))

        for place, folders, names in os.walk(folder, onerror=closed):
            folders[:] = [name for name in folders if not _hidden(name)]
            paths += [inside(os.path.join(place, name)) for name in names if not _hidden(name)]
            self._check_count(len(paths))
        for path in self._without_runs(sorted(paths)):
            self.add_file(path, os.path.join(folder, path))

    def add_file(self, name: str, path: str) -> None:
        """One file on disk, under a name."""
        self._add(name, partial(read_file, path))

    def add_uploads(self, uploads: Iterable[tuple[str, bytes]]) -> None:
        """Files in memory, zips among them, in the order of their names.

        Args:
            uploads: Names and contents.

        Raises:
            DatasetError: there are too many, or they hold too much.
        """
        uploads = sorted(uploads, key=lambda upload: upload[0])
        kept = set(self._without_runs([name for name, _ in uploads]))
        for name, data in [upload for upload in uploads if upload[0] in kept]:
            if is_zip(name, data[:4]):
                self.add_zip(name, io.BytesIO(data))
            else:
                self._check_total(len(data))
                self._add(name, partial(bytes, data))

    def add_zip(self, name: str, file: BinaryIO) -> None:
        """All files in a zip, by their names; a zip that cannot be opened is listed as skipped.

        Args:
            name: The archive's name.
            file: It, at its start; must stay open until the files have been read.

        Raises:
            DatasetError: it holds too many files, or too much.
        """
        self._check_entries(file)
        try:
            archive = zipfile.ZipFile(file)
        except Exception:  # on a damaged table zipfile raises struct, Unicode and other errors too
            self.skip(name, PictureError(N_("no zip archive, or a damaged one")))
            return
        members = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        kept = set(self._without_runs([info.filename for info in members], f"{name}/"))
        members = [info for info in members if info.filename in kept]
        self._check_count(len(members))
        self._check_total(sum(info.file_size for info in members))
        for info in sorted(members, key=lambda info: info.filename):
            self._add(f"{name}/{info.filename}", partial(_read_member, archive, info))

    def _without_runs(self, names: list[str], before: str = "") -> list[str]:
        kept, runs = without_runs(names)
        for folder in runs:
            self.skip(before + folder, PictureError(GENERATED))
        return kept

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

    @staticmethod
    def _check_entries(file: BinaryIO) -> None:
        """Count the entries before zipfile makes an object of each: a table of contents may be a bomb, too."""
        count, tail = 0, b""
        while block := file.read(1 << 20):
            block = tail + block
            count, tail = count + block.count(b"PK\x01\x02"), block[-3:]
        file.seek(0)
        if count > ZIP_ENTRIES:
            raise DatasetError(
                N_("The zip archive has {count} entries; at most {limit} are read. Leave some out."),
                count=f"{count:,}",
                limit=f"{ZIP_ENTRIES:,}",
            )


def is_zip(name: str, start: bytes) -> bool:
    """Whether a file is to be opened as a zip, from its name and its first four bytes."""
    lower = name.lower()
    return lower.endswith(".zip") or (start in (b"PK\x03\x04", b"PK\x05\x06") and not lower.endswith(".npz"))


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
            raise _too_large()
        return Path(path).read_bytes()
    except OSError as error:
        raise _cannot_open(error) from None


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise PictureError(N_("locked with a password"))
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        raise PictureError(N_("packed in an unusual way; pack the zip anew"))
    if info.file_size > FILE_BYTES:
        raise _too_large()
    try:
        return archive.read(info)  # never more than file_size, whatever the packed data hold
    except Exception:  # on damaged data zipfile raises BadZipFile, zlib, OS, Unicode and other errors
        raise PictureError(N_("damaged or cut off")) from None


def _too_large() -> PictureError:
    return PictureError(N_("larger than {limit} MB"), limit=FILE_BYTES // 1_000_000)


def _cannot_open(error: OSError) -> PictureError:
    return PictureError(N_("cannot be opened ({problem})"), problem=error.strerror or type(error).__name__)


def _hidden(path: str) -> bool:
    """Whether a file is none of the visitor's: hidden, or what macOS and Windows leave beside pictures."""
    parts = re.split(r"[/\\]", path.lower())
    return any(part in _LEFTOVERS or (part.startswith(".") and part.strip(".")) for part in parts)


def _printable(name: str) -> str:
    """A name fit for a screen and for JSON: no control characters, no broken Unicode, not endless."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[:200])
