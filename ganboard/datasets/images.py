"""A visitor's own images."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress
from ganboard.datasets.picture import PictureError, picture
from ganboard.datasets.prepared import load_prepared
from ganboard.datasets.sources import TOTAL_BYTES, Sources, is_zip
from ganboard.errors import DatasetError
from ganboard.i18n import N_

MINIMUM = 16
"""The fewest images that training starts with."""


@DATASETS.register
class Images(Dataset):
    """Images from a folder, a zip archive or a prepared ``.npz``, cut square and resized.

    What is no image is skipped and listed in :attr:`Data.skipped`. The order is that of the names, so that the same
    files give the same data on every computer.
    """

    name: ClassVar[str] = "images"
    title: ClassVar[str] = N_("My images")
    summary: ClassVar[str] = N_(
        "Pictures of your own: PNG, JPEG, WebP, BMP or GIF, at least 16, better some hundred that look alike."
    )
    origin: ClassVar[str] = N_(
        "Your own files. They are not sent anywhere else than to the computer on which this program runs."
    )
    order: ClassVar[int] = 90

    path: str = Field(
        "",
        title=N_("Where the images are"),
        description=N_(
            "A folder, a zip archive, or an .npz file of prepared images, on the computer on which this program runs."
        ),
    )
    size: Literal[28, 32, 64] = Field(
        32,
        title=N_("Size (pixels)"),
        description=N_("Every image is cut to a square and made this high and wide. Larger: slower."),
    )
    color: bool = Field(True, title=N_("Colour"), description=N_("Off: shades of grey, which is faster to learn."))

    @field_validator("size", mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        """A URL and a flag give text, which Pydantic does not take for one of the numbers."""
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    @property
    def shape(self) -> tuple[int, int, int]:
        """(size, size, 3), or (size, size, 1) without colour."""
        return (self.size, self.size, 3 if self.color else 1)

    def check(self) -> None:
        """See :meth:`Dataset.check`: no path, or nothing there."""
        if not self.path.strip():
            raise DatasetError(
                N_("No images have been chosen yet. Choose a folder, a zip archive or some image files.")
            )
        if not os.path.exists(os.path.expanduser(self.path)):
            raise DatasetError(N_("There is no file or folder called {path}. Look at the spelling."), path=self.path)

    def load(self, progress: Progress | None = None) -> Data:
        """Read and prepare the images.

        Raises:
            DatasetError: no path, nothing there, fewer than 16 images, or too much.
        """
        self.check()
        path = os.path.expanduser(self.path)
        if path.lower().endswith(".npz"):
            data = load_prepared(path, self.shape)
            _check_enough(len(data), len(data), ())
            return data
        sources = Sources()
        if os.path.isdir(path):
            sources.add_folder(path)
            return _decode(sources, self.size, self.color, progress)
        try:
            return self._load_file(path, sources, progress)
        except OSError as error:
            problem = error.strerror or type(error).__name__
            raise DatasetError(N_("{path} cannot be opened ({problem})."), path=self.path, problem=problem) from None

    def _load_file(self, path: str, sources: Sources, progress: Progress | None) -> Data:
        """A zip, or a single image: that is never enough, but the message says so best."""
        name = os.path.basename(path)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                if is_zip(name, file.read(4)):
                    if os.path.getsize(path) > TOTAL_BYTES:
                        raise DatasetError(
                            N_("{path} is larger than {limit} GB. Unpack it and give the folder."),
                            path=self.path,
                            limit=TOTAL_BYTES // 1_000_000_000,
                        )
                    file.seek(0)
                    sources.add_zip(name, file)
                    return _decode(sources, self.size, self.color, progress)
        sources.add_file(name, path)
        return _decode(sources, self.size, self.color, progress)


def read_images(
    sources: Iterable[tuple[str, bytes]], size: int = 32, color: bool = True, progress: Progress | None = None
) -> Data:
    """Prepare uploaded images.

    Args:
        sources: Names and contents of image files; zip archives of images may be among them.
        size: Height and width of the result, pixels.
        color: Three channels; False: one.
        progress: Told the part that is done.

    Returns:
        uint8 images in the order of the names, (count, size, size, 3 or 1), and a sentence for each file skipped.

    Raises:
        DatasetError: fewer than 16 can be read, or they are too many or too large together.
    """
    found = Sources()
    found.add_uploads(sources)
    return _decode(found, size, color, progress)


def _decode(sources: Sources, size: int, color: bool, progress: Progress | None) -> Data:
    files, skipped = sources.files, sources.skipped
    images = np.empty((len(files), size, size, 3 if color else 1), np.uint8)
    count, all_files = 0, len(files) + len(skipped)
    for number, (name, read) in enumerate(files, start=1):
        try:
            images[count] = picture(read(), size, color)
            count += 1
        except PictureError as error:
            sources.skip(name, error)
        if progress is not None and (number == len(files) or number % max(1, len(files) // 100) == 0):
            progress(number / len(files))
    _check_enough(count, all_files, tuple(skipped))
    return Data(images[:count], skipped=tuple(skipped))


def _check_enough(readable: int, count: int, skipped: tuple[dict[str, Any], ...]) -> None:
    if readable >= MINIMUM:
        return
    if not count:
        raise DatasetError(
            N_("There are no files in it. Expected at least {minimum} images: PNG, JPEG, WebP, BMP or GIF."),
            minimum=MINIMUM,
        )
    if skipped:
        raise DatasetError(
            N_(
                "Only {readable} of {count} files could be read as images, but training needs at least {minimum}. "
                "Add more PNG, JPEG, WebP, BMP or GIF files. The first that was skipped is {problem}."
            ),
            readable=readable,
            count=count,
            minimum=MINIMUM,
            problem=skipped[0],
        )
    raise DatasetError(
        N_("There are only {readable} images, but training needs at least {minimum}. Add more."),
        readable=readable,
        minimum=MINIMUM,
    )
