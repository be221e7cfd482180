"""Zip archives of pictures, as any computer packs them: names in its own code page, and nothing unpacked to disk."""

from __future__ import annotations

import io
import stat
import unicodedata
import zipfile
from pathlib import Path, PurePath

from ganboard.datasets.picture import PictureError
from ganboard.errors import DatasetError
from ganboard.i18n import N_

FILE_BYTES = 100_000_000
"""The most bytes of one file."""
ZIP_ENTRIES = 100_000
"""The most entries a zip's table of contents may have, hidden ones and folders included."""
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
"""The first four bytes of a zip, and of an empty one."""
CODE_PAGES = ("utf-8", "gb2312", "cp932", "gbk", "big5", "cp949")
"""How names without a mark may be written; the first that fits all of an archive and gives letters is taken."""


class Archive:
    """A zip that is open for reading as long as this object lives.

    Args:
        source: The bytes of the archive, or the path of a file.

    Attributes:
        members: What is in it, without folders: names with ``/`` between the parts, and entries for :meth:`read`.

    Raises:
        PictureError: it is none, or a damaged one.
        DatasetError: it has too many entries.
        OSError: the file cannot be opened.
    """

    def __init__(self, source: bytes | Path) -> None:
        _check_entries(source)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except Exception:  # on a damaged table zipfile raises struct, Unicode and other errors too
            raise PictureError(N_("no zip archive, or a damaged one")) from None
        self.members = [pair for pair in _named(self._zip.infolist()) if not pair[0].endswith("/")]

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member.

        Raises:
            PictureError: they cannot be had.
        """
        if info.flag_bits & 1:
            raise PictureError(N_("locked with a password"))
        if stat.S_ISLNK(info.external_attr >> 16):
            raise PictureError(N_("a link, packed without what it leads to"))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
            raise PictureError(N_("packed in an unusual way; pack the zip anew"))
        if info.file_size > FILE_BYTES:
            raise too_large()
        try:
            return self._zip.read(info)  # never more than file_size, whatever the packed data hold
        except Exception:  # on damaged data zipfile raises BadZipFile, zlib, OS, Unicode and other errors
            raise PictureError(N_("damaged or cut off")) from None


def is_zip(name: str, start: bytes) -> bool:
    """Whether a file among others is to be opened as a zip, from its name and its first four bytes.

    Documents of office programs are zips too, but nobody means the pictures in them.
    """
    ending = PurePath(name).suffix.lower()
    return ending == ".zip" or (not ending and start in ZIP_STARTS)


def too_large() -> PictureError:
    """A file of more than FILE_BYTES."""
    return PictureError(N_("larger than {limit} MB"), limit=FILE_BYTES // 1_000_000)


def _named(entries: list[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
    """Entries with their names as they were meant.

    A name without the mark for UTF-8 is in the code page of the computer that packed it, and the archive does not say in
    which. ``zipfile`` takes all for code page 437, whose every byte is a character, so the bytes can be had again. In the
    pages of East Asia a backslash may be the second byte of a letter; elsewhere it parts folders, as ``/`` does.
    """
    raw = {id(info): info.orig_filename.encode("cp437") for info in entries if not info.flag_bits & 0x800}
    page = next((page for page in CODE_PAGES if _fits(list(raw.values()), page)), None)
    named = []
    for info in entries:
        name = info.orig_filename
        if page is not None or id(info) not in raw:
            name = (raw[id(info)].decode(page) if page and id(info) in raw else name).replace("\\", "/")
        named.append((name.partition("\0")[0], info))
    return named


def _fits(names: list[bytes], page: str) -> bool:
    """Whether names decode in a code page, and what is not ASCII in them is mostly letters of a script.

    Half-wide kana are no sign of Japanese: any Chinese name decodes to them.
    """
    try:
        text = "".join(name.decode(page) for name in names)
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if not char.isascii()]
    letters = [
        char for char in foreign if unicodedata.category(char) in ("Lo", "Lm") and not "\uff61" <= char <= "\uff9f"
    ]
    return page == "utf-8" or 2 * len(letters) >= len(foreign)


def _check_entries(source: bytes | Path) -> None:
    """Count the entries before zipfile makes an object of each: a table of contents may be a bomb, too."""
    count, tail = 0, b""
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        while block := file.read(1 << 20):
            block = tail + block
            count, tail = count + block.count(b"PK\x01\x02"), block[-3:]
    if count > ZIP_ENTRIES:
        raise DatasetError(
            N_("The zip archive has {count} entries; at most {limit} are read. Leave some out."),
            count=f"{count:,}",
            limit=f"{ZIP_ENTRIES:,}",
        )
