"""Images of another program, in an ``.npz``: what the file declares is looked at first, then only what is needed is read."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from ganboard.errors import ConfigError, GANBoardError
from ganboard.i18n import N_, message

MOST_BYTES = 4_000_000_000
"""Of images kept in memory, at most."""
PIECE_BYTES = 16_000_000
"""Read at a time."""
MEMBERS = 1_000
"""Arrays of a file that are looked at, at most."""
LISTED = 8
"""Arrays named in an error, at most."""


@dataclass(frozen=True)
class Declared:
    """What the header of an array in an ``.npz`` says."""

    shape: tuple[int, ...]
    kind: np.dtype[Any]
    columns_first: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.shape}"


class ImageFile:
    """An ``.npz`` whose headers were read. Nothing in it is executed, and no array is in memory yet.

    Args:
        file: Its name.
        field: What the file was given for; an error begins with it.

    Attributes:
        arrays: What is in it, by name.

    Raises:
        ConfigError: there is no such file, or it is none.
    """

    def __init__(self, file: str, field: str) -> None:
        self.field, self._file = field, file
        if Path(file).suffix.lower() == ".npy":
            raise self.wrong(
                N_("an .npz file; make one of it with {call}"), call=f'np.savez("images.npz", images=np.load("{file}"))'
            )
        try:
            with zipfile.ZipFile(file) as archive:
                names = [info for info in archive.infolist()[:MEMBERS] if info.filename.endswith(".npy")]
                self.arrays = {info.filename.removesuffix(".npy"): _declared(archive, info) for info in names}
        except Exception:  # a changed byte makes zipfile, zlib and NumPy raise a dozen kinds
            raise self.wrong(N_("an .npz file that can be read")) from None

    def wrong(self, expected: str, **values: Any) -> ConfigError:
        """The error that another file was expected; ``expected`` is marked for translation."""
        return ConfigError(self.field, self._file, expected, **values)

    def refused(self, problem: str, **values: Any) -> GANBoardError:
        """The error that says what is in the file, and what to do.

        Args:
            problem: What is wrong with it: a sentence, marked for translation.
            **values: What stands in its places.
        """
        listed = [f"{name}: {about}" for name, about in list(self.arrays.items())[:LISTED]]
        more = [] if len(self.arrays) <= LISTED else ["..."]
        holds = {"wanted": message(WANTED), "file": self._file, "arrays": "; ".join(listed + more) or "-"}
        said = message(REFUSED, field=self.field, **holds, problem=message(problem, **values))
        return GANBoardError.from_dict({"kind": "ConfigError", **said})

    def rows(self, name: str, numbers: np.ndarray, told: Callable[[float], None] = lambda part: None) -> np.ndarray:
        """Some rows of an array, read piece by piece.

        Args:
            name: Of the array.
            numbers: int64, ascending: which rows.
            told: Told how far it is, 0 to 1.

        Returns:
            (count of numbers, ...), as the file has it.

        Raises:
            ConfigError: the file is damaged.
        """
        about = self.arrays[name]
        found = np.empty((len(numbers), *about.shape[1:]), about.kind)
        row = math.prod(about.shape[1:]) * about.kind.itemsize
        step = max(1, PIECE_BYTES // max(row, 1))
        try:
            with zipfile.ZipFile(self._file) as archive, archive.open(f"{name}.npy") as stream:
                if about.columns_first:
                    return np.lib.format.read_array(stream, allow_pickle=False)[numbers]
                _header(stream)
                for start in range(0, about.shape[0], step):
                    stop = min(start + step, about.shape[0])
                    piece = np.frombuffer(_exactly(stream, (stop - start) * row), about.kind)
                    first, last = np.searchsorted(numbers, (start, stop))
                    if last > first:
                        found[first:last] = piece.reshape(stop - start, *about.shape[1:])[numbers[first:last] - start]
                    told(stop / about.shape[0])
                stream.read(1)  # to the end, where the checksum is compared
        except Exception:
            raise self.wrong(N_("an .npz file that can be read")) from None
        return found


def _declared(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Declared:
    with archive.open(info) as stream:
        about = _header(stream)
        size = math.prod(about.shape) * about.kind.itemsize
        if not about.kind.hasobject and stream.tell() + size != info.file_size:
            raise ValueError("longer or shorter than its header says")
    return about


def _header(stream: IO[bytes]) -> Declared:
    version = np.lib.format.read_magic(stream)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, columns_first, kind = read(stream)
    if min(shape, default=0) < 0:
        raise ValueError("a negative length")
    return Declared(tuple(map(int, shape)), kind, columns_first and len(shape) > 1)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise ValueError("cut off")
    return data


WANTED = N_("an array images, uint8 of shape (count, height, width, 1 or 3 channels), 0 for black to 255 for white")
REFUSED = N_("{field}: expected {wanted}, but {file} holds {arrays}. {problem}")
TURN = N_("Turn it with {call} and save it again.")


def check_images(file: ImageFile) -> None:
    """Refuse what are no images, and say how to make some of it.

    Raises:
        ConfigError: the array is missing, or of another kind or shape.
    """
    about = file.arrays.get("images")
    if about is None:
        likely = next((name for name, each in file.arrays.items() if len(each.shape) in (2, 3, 4)), "array")
        call = f"np.savez(file, images={likely})"
        raise file.refused(N_("No array in it is called images. Save it with {call}."), call=call)
    if about.kind.kind not in "biuf":
        raise file.refused(N_("Only plain numbers are read, nothing else and no Python objects. Save them as such."))
    turned = turning(about.shape)
    if turned:
        raise file.refused(TURN, call=turned)
    if len(about.shape) not in (3, 4) or (len(about.shape) == 4 and about.shape[3] not in (1, 3)):
        raise file.refused(N_("It needs three or four axes, and 1 or 3 channels, which come last."))
    if not all(about.shape[1:3]):
        raise file.refused(N_("These images have no pixels."))
    if about.kind != np.uint8:
        raise file.refused(TURN, call=_as_bytes(file, about))


def turning(shape: tuple[int, ...]) -> str:
    """How an array that holds images in another order of axes is turned; empty where it cannot be guessed."""
    if len(shape) == 2:
        for channels in (1, 3):
            side = math.isqrt(shape[1] // channels)
            if side > 2 and side * side * channels == shape[1]:
                return f"images.reshape(-1, {side}, {side}, {channels})"
    if len(shape) != 4 or shape[3] in (1, 3):
        return ""
    if shape[1] in (1, 3):
        return "images.transpose(0, 2, 3, 1)"
    if shape[2] in (1, 3):
        return "images.transpose(3, 0, 1, 2)"
    return "images[..., :3]" if shape[3] == 4 else ""


def _as_bytes(file: ImageFile, about: Declared) -> str:
    """How numbers of another kind become bytes, judged by the range of some of them."""
    if about.kind.kind == "b":
        return "np.uint8(images) * 255"
    row = max(1, math.prod(about.shape[1:]) * about.kind.itemsize)
    some = np.unique(
        np.linspace(0, about.shape[0] - 1, min(about.shape[0], 1 + MOST_BYTES // 8 // row)).astype(np.int64)
    )
    values = file.rows("images", some)
    bad = ~np.isfinite(values).reshape(len(values), -1).all(axis=1)
    if bad.any():
        axes = tuple(range(1, values.ndim))
        return f"images = images[np.isfinite(images).all(axis={axes})], for {bad.sum()} hold NaN or infinity,"
    if not values.size:
        return "np.uint8(images)"
    return scaling(float(values.min()), float(values.max()), about.kind.kind in "iu")


def scaling(low: float, high: float, whole: bool) -> str:
    """How numbers of a range become 0 to 255.

    Args:
        low: The smallest of them.
        high: The largest.
        whole: Whether they are whole numbers.
    """
    if low >= 0 and 1 < high <= 255:
        return "np.uint8(images)" if whole else "np.uint8(images.round())"
    if low >= 0 and high <= 1:
        return "np.uint8((images * 255.0).round())"
    if whole and -128 <= low < -1 and high <= 127:
        return "np.uint8(images.astype(int) + 128)"
    if -1.5 <= low < 0 and high <= 1.5:
        return "np.uint8(((images + 1.0) * 127.5).clip(0, 255).round())"
    return f"np.uint8((images - {low:g}) / {max(high - low, 1):g} * 255.0)"
