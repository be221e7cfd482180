"""Squares to a set: one range of brightness and one ground for all of them, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from ganboard.datasets.picture import DEEP, Square, square
from ganboard.i18n import N_, message

GROUNDS = {"white": 255, "black": 0, "grey": 128}
"""What transparent parts can become: names, marked for translation below, and grey levels."""
GROUND_NAMES = {"auto": N_("automatic"), "white": N_("white"), "black": N_("black"), "grey": N_("grey")}
PLAIN = 8
"""A picture in which no channel differs by so many of 255 levels shows one plain colour to the eye."""
FEW = 10
"""White is left for another ground where more than one transparent picture in so many is plain on it."""
REST = 0.001
"""The part of the 16-bit values that may lie below, and above, the range that is spread: dead and burnt-out pixels."""

Notes = list[dict[str, Any]]


def picture(data: bytes, size: int, color: bool) -> np.ndarray:
    """One image file by itself, prepared as a set of one.

    Args:
        data: The bytes of a file.
        size: Height and width of the result, pixels.
        color: Three channels (red, green, blue); False: one (grey, ITU-R 601 luma).

    Returns:
        uint8, (size, size, 3 or 1).

    Raises:
        PictureError: it is no image, too large or damaged.
    """
    one = Preparation(1, size, color, "auto")
    one.add(square(data, size))
    return one.finish()[0][0]


def plain(images: np.ndarray) -> np.ndarray:
    """Which images show one plain colour: bool, (count,), from uint8, (count, height, width, channels)."""
    return ((images.max((1, 2)) - images.min((1, 2))).max(1, initial=0) < PLAIN) if len(images) else np.zeros(0, bool)


def lightest_white(pixels: np.ndarray) -> np.ndarray:
    """A picture of 16 bits of which only a part may be used, with eight: the lightest that is in it becomes white.

    Args:
        pixels: (height, width, 1, 3 or 4), from 0 to :data:`DEEP`.

    Returns:
        uint8, of the same shape.
    """
    return _scaled(pixels, 0, _range([pixels])[1])


class Preparation:
    """Gathers squares, and makes images of them once all are there.

    Args:
        count: How many squares come at most.
        size: Their height and width, pixels.
        color: Three channels; False: one.
        ground: A name in :data:`GROUND_NAMES`; ``"auto"``: white, or what shows the drawings better.
        like: The preparation of the same pictures in another size, finished: what it decided for its set is done here as well.
    """

    def __init__(self, count: int, size: int, color: bool, ground: str, like: Preparation | None = None) -> None:
        self._images = np.empty((count, size, size, 3 if color else 1), np.uint8)
        self._open: dict[int, Square] = {}
        self._color, self._ground, self._like = color, ground, like
        self._count = self._moving = 0
        self._range, self._grey = (0, DEEP), 255
        self.better = ""
        """Another ground on which fewer pictures would show one plain colour, once they are finished; "" where there is none."""

    def add(self, square: Square) -> None:
        """One more."""
        if square.deep or square.clear:
            self._open[self._count] = square
        else:
            self._images[self._count] = _flattened(square.pixels, self._color, 255)
        self._count += 1
        self._moving += square.moving

    def finish(self) -> tuple[np.ndarray, Notes]:
        """The images, uint8, (count, size, size, 3 or 1), in the order in which they came, and what was done to them."""
        notes: Notes = []
        if self._moving:
            notes.append(message(N_("Animations, of which the first picture was taken: {count}."), count=self._moving))
        spread = self._spread(notes)
        clear = [number for number, square in self._open.items() if square.clear]
        if clear:
            self._grey = self._like._grey if self._like else self._level([spread[number] for number in clear], notes)
        for number, pixels in spread.items():
            self._images[number] = _flattened(pixels, self._color, self._grey)
        return self._images[: self._count], notes

    def _spread(self, notes: Notes) -> dict[int, np.ndarray]:
        """The open squares with eight bits a channel, those of 16 bits by one scale for all."""
        deep = [square.pixels for square in self._open.values() if square.deep]
        if not deep:
            return {number: square.pixels for number, square in self._open.items()}
        self._range = low, high = self._like._range if self._like else _range(deep)
        if (low, high) != (0, DEEP):
            text = N_(
                "Pictures of 16 bits: {count}. Their values from {low} to {high} were spread over all brightnesses, "
                "by the same scale for all."
            )
            notes.append(message(text, count=len(deep), low=low, high=high))
        return {
            number: _scaled(square.pixels, low, high) if square.deep else square.pixels
            for number, square in self._open.items()
        }

    def _level(self, clear: Sequence[np.ndarray], notes: Notes) -> int:
        """The grey level that transparent parts get."""
        empty = {
            name: int(plain(np.stack([_flattened(pixels, self._color, level) for pixels in clear])).sum())
            for name, level in GROUNDS.items()
        }
        best = min(empty, key=lambda name: empty[name])
        chosen = self._ground
        if chosen == "auto":
            chosen = best if empty["white"] * FEW > len(clear) else "white"
        words = {"count": len(clear), "ground": message(GROUND_NAMES[chosen]), "plain": empty[chosen]}
        if empty[best] < empty[chosen]:
            self.better = best
            text = N_(
                "Pictures with transparent parts, which became {ground}: {count}. {plain} of them show one plain colour "
                "now; on {other} it would be {fewer}. Choose that ground."
            )
            if empty[chosen] == 1:
                text = N_(
                    "Pictures with transparent parts, which became {ground}: {count}. One of them shows one plain colour "
                    "now; on {other} none would. Choose that ground."
                )
            notes.append(message(text, **words, other=message(GROUND_NAMES[best]), fewer=empty[best]))
        elif chosen != "white" and empty["white"] > empty[chosen]:
            text = N_(
                "Pictures with transparent parts, which became {ground}: {count}. On white {plain} of them would show "
                "one plain colour."
            )
            if empty["white"] == 1:
                text = N_(
                    "Pictures with transparent parts, which became {ground}: {count}. On white one of them would show "
                    "one plain colour."
                )
            notes.append(message(text, **{**words, "plain": empty["white"]}))
        else:
            notes.append(message(N_("Pictures with transparent parts, which became {ground}: {count}."), **words))
        return GROUNDS[chosen]


def _range(deep: Sequence[np.ndarray]) -> tuple[int, int]:
    """Which values of pictures of 16 bits, as their squares have them, are spread over all brightnesses: from, to."""
    seen = np.zeros(DEEP + 1, np.int64)
    for pixels in deep:
        colours = pixels[..., :3][pixels[..., 3] > 0] if pixels.shape[2] == 4 else pixels
        seen += np.bincount(np.round(colours).astype(np.int64).ravel(), minlength=DEEP + 1)
    return _ends(seen)


def _ends(seen: np.ndarray) -> tuple[int, int]:
    """The lowest and the highest value of those that are spread.

    Args:
        seen: int64, (DEEP + 1,), how often each value is there.
    """
    below = np.cumsum(seen)
    total = int(below[-1])
    low = int(np.searchsorted(below, total * REST, side="right"))
    high = int(np.searchsorted(below, total * (1 - REST), side="left"))
    if low < high:
        return low, high
    values = np.flatnonzero(seen)  # nearly all have one value: what differs is what there is to see
    low, high = (int(values[0]), int(values[-1])) if len(values) else (0, DEEP)
    return (low, high) if low < high else (0, DEEP)


def _scaled(pixels: np.ndarray, low: int, high: int) -> np.ndarray:
    """Values of 16 bits as uint8; opacity keeps its own scale."""
    scaled = (pixels - low) * (255 / (high - low))
    if pixels.shape[2] == 4:
        scaled[..., 3] = pixels[..., 3] * (255 / DEEP)
    return np.clip(scaled + 0.5, 0, 255).astype(np.uint8)


def _flattened(pixels: np.ndarray, color: bool, level: int) -> np.ndarray:
    """uint8, (size, size, 1, 3 or 4), on a ground of one grey level: uint8, (size, size, 3 or 1)."""
    image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, (level, level, level, 255)), image)
    return np.asarray(image.convert("RGB" if color else "L")).reshape(*pixels.shape[:2], -1)
