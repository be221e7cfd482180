"""Anybody's drawings as those are that a generator learned from: dark ink on white, of its size."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from ganboard.datasets.picture import PictureError, whole
from ganboard.datasets.prepare import lightest_white
from ganboard.datasets.report import FEW_NAMES, in_one, omissions
from ganboard.datasets.sources import Sources, read_file
from ganboard.errors import ConfigError, DatasetError
from ganboard.evaluation.files import ImageFile, check_images
from ganboard.i18n import N_, message

MOST = 10_000
"""Drawings of one call at most."""
FAINT = 24
"""Ink of less than so many of 255 levels is none."""
ALPHA = N_("Transparent parts were taken as paper: {count} of {all} drawings.")
TURNED = N_(
    "Light lines on dark were turned round, since the networks know dark ink on white: {count} of {all} drawings."
)
COLOURED = N_("Colours were left out, since a drawing is ink on paper: {count} of {all} drawings.")
RESIZED = N_("Brought to {size}×{size} pixels: {count} of {all} drawings.")
BLANK = N_("Nothing is drawn on {count} of {all} drawings: a picture of them is the networks' guess.")
ALONE = {
    ALPHA: N_("Transparent parts were taken as paper."),
    TURNED: N_("Light lines on dark were turned round, since the networks know dark ink on white."),
    COLOURED: N_("Colours were left out, since a drawing is ink on paper."),
    RESIZED: N_("Brought to {size}×{size} pixels."),
    BLANK: N_("Nothing is drawn on it: its picture is the networks' guess."),
}
"""The same where there is one drawing alone."""
SKETCHES = N_("{file} holds an array sketches beside its images: the drawings were taken from that.")


@dataclass
class Drawings:
    """Drawings that can be given to a generator.

    Attributes:
        sketches: uint8, (count, size, size, 1): dark ink on white.
        notes: What was done to them, messages.
    """

    sketches: np.ndarray
    notes: list[dict[str, Any]] = field(default_factory=list)


def read_drawings(source: str, size: int) -> Drawings:
    """Drawings from a file or a folder.

    Args:
        source: An ``.npz`` with an array ``images`` (or ``sketches``), uint8 (count, height, width, 1 or 3); a picture; or a folder
            of pictures, which are taken in the order of their names.
        size: Height and width of the result, pixels.

    Raises:
        ConfigError: there is nothing there, or too much, or a file that cannot be read.
        DatasetError: there is nothing in a folder that can be read; or far too much.
    """
    path = Path(source)
    notes: list[dict[str, Any]] = []
    if not source or not path.exists():
        raise ConfigError("input", source, N_("an .npz file, a picture, or a folder of pictures that is there"))
    if path.is_dir():
        found = _of_folder(source, notes)
    elif path.suffix.lower() in (".npz", ".npy"):
        found = _of_arrays(source, notes)
    else:
        try:
            found = [_pixels(read_file(source))]
        except PictureError as error:
            expected = N_("a PNG or another picture that can be read, an .npz file or a folder ({reason})")
            raise ConfigError("input", source, expected, reason=error.reason) from None
    return fitted(found, size, notes)


def fitted(images: list[np.ndarray], size: int, notes: list[dict[str, Any]] | None = None) -> Drawings:
    """Drawings from pictures of any kind.

    Args:
        images: uint8, each (height, width, 1, 3 or 4).
        size: Height and width of the result, pixels.
        notes: What was said of them before.
    """
    done = {ALPHA: 0, TURNED: 0, COLOURED: 0, RESIZED: 0, BLANK: 0}
    sketches = np.empty((len(images), size, size, 1), np.uint8)
    for number, image in enumerate(images):
        sketches[number], of_it = _fitted(image, size)
        for note in of_it:
            done[note] += 1
    told = ALONE if len(images) == 1 else {note: note for note in done}
    said = [message(told[note], count=count, all=len(images), size=size) for note, count in done.items() if count]
    return Drawings(sketches, (notes or []) + said)


def _fitted(image: np.ndarray, size: int) -> tuple[np.ndarray, set[str]]:
    """One drawing, (size, size, 1), and what was done to it."""
    done: set[str] = set()
    grey: np.ndarray = image[..., :3].astype(np.float32)
    if image.shape[2] >= 3:
        if np.ptp(image[..., :3], axis=2).max() > FAINT:
            done.add(COLOURED)
        grey = grey @ np.array([0.299, 0.587, 0.114], np.float32)
    else:
        grey = grey[..., 0]
    if image.shape[2] == 4 and (opacity := image[..., 3].astype(np.float32) / 255).min() < 1:
        done.add(ALPHA)
        on_white = 255 - (255 - grey) * opacity
        # What is drawn in white on nothing would be white on white.
        grey = on_white if on_white.min() < 255 - FAINT else 255 - grey * opacity
    elif np.median(grey) < 128:
        grey = 255 - grey
        done.add(TURNED)
    if grey.shape != (size, size):
        grey = _resized(grey, size)
        done.add(RESIZED)
    if grey.min() > 255 - FAINT:
        done.add(BLANK)
    return np.clip(np.round(grey), 0, 255).astype(np.uint8)[..., None], done


def _resized(grey: np.ndarray, size: int) -> np.ndarray:
    """The whole drawing on a square of paper. Thin lines that would fade as they shrink keep their ink."""
    ink = Image.fromarray(255 - grey)
    ink = ImageOps.pad(ink, (size, size), Image.Resampling.BOX if max(ink.size) > size else Image.Resampling.BILINEAR)
    values = np.asarray(ink)
    darkest = float(np.quantile(values[values > FAINT / 2], 0.9)) if (values > FAINT / 2).any() else 255.0
    return 255 - np.clip(values * (255 / darkest if darkest < 255 else 1.0), 0, 255)


def _of_arrays(source: str, notes: list[dict[str, Any]]) -> list[np.ndarray]:
    file = ImageFile(source, "input")
    name = "images"
    if "sketches" in file.arrays:
        if name in file.arrays:
            notes.append(message(SKETCHES, file=source))
        file.arrays[name], name = file.arrays["sketches"], "sketches"
    check_images(file)
    count = file.arrays[name].shape[0]
    _check_count(source, count)
    images = file.rows(name, np.arange(count))
    return list(images if images.ndim == 4 else images[..., None])


def _of_folder(source: str, notes: list[dict[str, Any]]) -> list[np.ndarray]:
    sources = Sources()
    sources.add_folder(source)
    if len(sources.files) > MOST:
        _check_count(source, len(sources.files))
    found = []
    for name, read in sources.files:
        try:
            found.append(_pixels(read()))
        except PictureError as error:
            sources.leave_out(name, error)
    if sources.left_out and not found:
        text = N_("Nothing in {folder} could be read as a picture. {problem}.")
        raise DatasetError(text, folder=source, problem=in_one(omissions(sources.left_out, FEW_NAMES)))
    _check_count(source, len(found))
    notes.extend(omissions(sources.left_out))
    return found


def _check_count(source: str, count: int) -> None:
    if not 1 <= count <= MOST:
        raise ConfigError("input", source, N_("1 to {most} drawings in it (there are {count})"), most=MOST, count=count)


def _pixels(data: bytes) -> np.ndarray:
    """A picture file, upright: uint8, (height, width, 1, 3 or 4).

    Raises:
        PictureError: it is none, too large or damaged.
    """
    pixels = whole(data)
    return pixels if pixels.dtype == np.uint8 else lightest_white(pixels)
