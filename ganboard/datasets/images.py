"""A visitor's own images."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress, Size
from ganboard.datasets.picture import PictureError, squares
from ganboard.datasets.prepare import GROUND_NAMES, Preparation
from ganboard.datasets.prepared import load_prepared
from ganboard.datasets.report import FEW_NAMES, Report, in_one, omissions
from ganboard.datasets.sources import Sources, first_bytes
from ganboard.datasets.zips import ZIP_STARTS
from ganboard.errors import DatasetError
from ganboard.i18n import N_, message

MINIMUM = 16
"""The fewest images that training starts with."""
VERY_FEW = 150
"""With fewer, what is made mostly repeats them."""
FEW = 2_000
"""With fewer, the judge learns them by heart unless they are changed by chance before it sees them."""
SMALL, LARGE = 32, 64
"""Pictures of so many pixels a side are kept at twice as many as well, so that a training can go on with these."""
KEPT = 5_000
"""The most pictures that are kept in both sizes: of colour, 61 MB."""
BOTH = N_("They are kept at {size} pixels as well, so that you can go on with large ones.")
"""What is said of that in a report."""


@DATASETS.register
class Images(Dataset):
    """Images from a folder, a zip archive or a prepared ``.npz``, cut square and resized.

    What is not read is listed in :attr:`Data.report`, and so is what was noticed about the rest. The order is that of
    the names, so that the same files give the same data on every computer.
    """

    name: ClassVar[str] = "images"
    title: ClassVar[str] = N_("My pictures")
    summary: ClassVar[str] = N_(
        "Pictures of your own: PNG, JPEG, WebP, BMP or GIF, at least 16, better some hundred that look alike."
    )
    origin: ClassVar[str] = N_(
        "Your own files. They are not sent anywhere else than to the computer on which this program runs."
    )
    order: ClassVar[int] = 90
    kept: ClassVar[bool] = True

    path: str = Field(
        "",
        title=N_("Where the images are"),
        description=N_(
            "A folder, a zip archive, or an .npz file of prepared images, on the computer on which this program runs."
        ),
    )
    size: Size = Field(
        32,
        title=N_("Size (pixels)"),
        description=N_("Every image is cut to a square and made this high and wide. Larger: slower."),
    )
    color: bool = Field(True, title=N_("Colour"), description=N_("Off: shades of grey, which is faster to learn."))
    ground: Literal["auto", "white", "black", "grey"] = Field(
        "auto",
        title=N_("Behind transparent parts"),
        description=N_(
            "What shows through where a picture is transparent. auto: white, or what the drawings stand out from."
        ),
        json_schema_extra={"names": dict(GROUND_NAMES)},
    )

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
        if path.lower().endswith(".npz") and not os.path.isdir(path):
            data = load_prepared(path, self)
        else:
            data = _decode(self._sources(path), self.size, self.color, self.ground, progress)
        return _enough(data)

    def many(self) -> bool:
        """Whether there are at least :data:`FEW` files, of which none is read: an upper bound of how many images there are.

        Raises:
            DatasetError: as for :meth:`load`.
        """
        self.check()
        path = os.path.expanduser(self.path)
        if path.lower().endswith(".npz") and not os.path.isdir(path):
            return len(load_prepared(path, self)) >= FEW
        return len(self._sources(path).files) >= FEW

    def _sources(self, path: str) -> Sources:
        """What the path leads to: a folder, a zip whatever its name is, or one image, which is never enough."""
        sources, name = Sources(), os.path.basename(path)
        if os.path.isdir(path):
            sources.add_folder(path)
        elif first_bytes(path) in ZIP_STARTS:
            sources.add_zip(name, Path(path))
        else:
            sources.add_file(name, path)
        return sources


def read_images(
    sources: Iterable[tuple[str, bytes | Path | PictureError]],
    size: int = 32,
    color: bool = True,
    ground: str = "auto",
    progress: Progress | None = None,
) -> Data:
    """Prepare uploaded images.

    Args:
        sources: Names of image files, with their contents, or where these lie, or why they did not come; zip archives of images
            may be among them.
        size: Height and width of the result, pixels.
        color: Three channels; False: one.
        ground: What transparent parts become, see :attr:`Images.ground`.
        progress: Told the part that is done.

    Returns:
        uint8 images in the order of the names, (count, size, size, 3 or 1), and a report on all files.

    Raises:
        DatasetError: fewer than 16 can be read, or they are too many or too large together.
    """
    found = Sources()
    found.add_uploads(sources)
    return _enough(_decode(found, size, color, ground, progress))


def _decode(sources: Sources, size: int, color: bool, ground: str, progress: Progress | None) -> Data:
    files = sources.files
    preparation = Preparation(len(files), size, color, ground)
    both = size == SMALL and len(files) <= KEPT
    larger = Preparation(len(files), LARGE, color, ground, like=preparation) if both else None
    for number, (name, read) in enumerate(files, start=1):
        try:
            found, *also = squares(read(), (size, LARGE) if both else (size,))
        except PictureError as error:
            sources.leave_out(name, error)
        else:
            preparation.add(found)
            if larger is not None:
                larger.add(*also)
        if progress is not None and (number == len(files) or number % max(1, len(files) // 100) == 0):
            progress(number / len(files))
    images, notes = preparation.finish()
    kept = larger.finish()[0] if larger is not None else None
    if kept is not None:
        notes.append(message(BOTH, size=LARGE))
    return Data({"images": images}, Report.of(images, sources.left_out, notes, preparation.better), kept)


def _enough(data: Data) -> Data:
    """The same, if training can start with it.

    Raises:
        DatasetError: there are fewer than ``MINIMUM`` images; the sentence says what was left out and why.
    """
    left = data.report.left_out if data.report else ()
    if len(data) >= MINIMUM:
        return data
    if left:
        text = N_(
            "Only {readable} of {count} files could be read as images, but training needs at least {minimum}. "
            "Add more PNG, JPEG, WebP, BMP or GIF files. {problem}."
        )
        if not len(data):
            text = N_(
                "Nothing in it could be read as an image, but training needs at least {minimum}. "
                "Add PNG, JPEG, WebP, BMP or GIF files. {problem}."
            )
        if len(data) == 1:
            text = N_(
                "Only one of {count} files could be read as an image, but training needs at least {minimum}. "
                "Add more PNG, JPEG, WebP, BMP or GIF files. {problem}."
            )
        raise DatasetError(
            text,
            readable=len(data),
            count=len(data) + len(left),
            minimum=MINIMUM,
            problem=in_one(omissions(left, FEW_NAMES)),
        )
    if not len(data):
        raise DatasetError(
            N_("There are no files in it. Expected at least {minimum} images: PNG, JPEG, WebP, BMP or GIF."),
            minimum=MINIMUM,
        )
    text = N_("There are only {readable} images, but training needs at least {minimum}. Add more.")
    if len(data) == 1:
        text = N_("There is only one image, but training needs at least {minimum}. Add more.")
    raise DatasetError(
        text,
        readable=len(data),
        minimum=MINIMUM,
    )
