"""Points in the plane."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from PIL import Image, ImageDraw

from ganboard import figures
from ganboard.backend import tf
from ganboard.i18n import N_
from ganboard.media.base import Medium, Words

if TYPE_CHECKING:
    from ganboard.methods.base import Learner

SIDE = 320
"""Pixels of a picture of a cloud."""
FINER = 3
"""Times larger a cloud is drawn than it is shown, so that its dots are round."""
MARGIN = 0.15
"""Of the widest side of a cloud, left free around it."""


class PointsMedium(Medium):
    """Points, (2,), float32, in units of their own: stored and seen by networks alike.

    Args:
        centre: Of the part of the plane that is shown, (across, up).
        reach: From there to each side.
    """

    name: ClassVar[str] = "points"
    words: ClassVar[Words] = Words(
        real=N_("Real points"),
        such=N_("real points"),
        preview=N_("Some of the real points that the generator will learn to imitate."),
        seen=N_("{count} points seen"),
        laid_out=N_("Real points from the data, drawn as large as those that are made."),
        made=N_("Points that the generator makes from fixed noise, at step {step}."),
        rebuilt=N_("The real points as the networks rebuild them from a few numbers each, at step {step}."),
        believed=N_("How real do the points look to the judge? (dashed: pure guessing)"),
    )
    kind: ClassVar[type] = np.float32
    rows: ClassVar[int] = 32
    deviation: ClassVar[float] = 0.25

    def __init__(self, centre: tuple[float, float] = (0.0, 0.0), reach: float = 3.0) -> None:
        super().__init__((2,))
        self.centre, self.reach = centre, reach

    def fitted(self, samples: np.ndarray) -> PointsMedium:
        """The same with the part of the plane in which these samples lie, with some room around."""
        low, high = samples.min(axis=0), samples.max(axis=0)
        across, up = (float(value) for value in (low + high) / 2)
        reach = float((high - low).max()) * (0.5 + MARGIN)
        return PointsMedium((across, up), reach if reach > 0 else 1.0)

    def learned(self, stored: Any) -> Any:
        """As they are."""
        return tf.cast(stored, tf.float32)

    def stored(self, made: Any) -> Any:
        """As they are."""
        return tf.cast(made, tf.float32)

    def surroundings(self, learner: Learner) -> Callable[[np.ndarray], dict[str, np.ndarray]]:
        """See :class:`ganboard.media.surroundings.Surroundings`."""
        from ganboard.media.surroundings import Surroundings

        judge = partial(learner.judge, labels=None) if "judge" in learner.method.abilities else None
        noise = next(slot.size for slot in learner.maker.slots if slot.kind == "noise")
        probable = learner.method.judges_by_probability
        return Surroundings(self.centre, self.reach, learner.maker.generator, judge, noise, probable).of

    def sheet(self, samples: np.ndarray, columns: int, role: str = "fake") -> np.ndarray:
        """All points in one picture, in the colour of fakes or of real points."""
        picture = Image.new("RGB", (SIDE * FINER, SIDE * FINER), "white")
        self._dots(picture, samples, figures.REAL if role == "real" else figures.FAKE, 2.5)
        return _small(picture)

    def among(self, samples: np.ndarray, real: np.ndarray) -> np.ndarray:
        """A picture of each sample alone, over real ones.

        Args:
            samples: float32, (count, 2).
            real: float32, (count, 2).

        Returns:
            uint8, (count, SIDE, SIDE, 3).
        """
        ground = Image.new("RGB", (SIDE * FINER, SIDE * FINER), "white")
        self._dots(ground, real, figures.REAL, 1.5)
        pictures = []
        for sample in samples:
            picture = ground.copy()
            self._dots(picture, sample[None], "white", 7.5)
            self._dots(picture, sample[None], figures.FAKE, 6)
            pictures.append(_small(picture))
        return np.stack(pictures)

    def _dots(self, picture: Image.Image, samples: np.ndarray, colour: Any, radius: float) -> None:
        """Draw dots into a picture that is larger than it is shown; the radius is in pixels as shown."""
        pen, side, radius = ImageDraw.Draw(picture), picture.width, radius * FINER
        places = (np.asarray(samples, np.float64) - self.centre) / (2 * self.reach) + 0.5
        for across, up in places[np.isfinite(places).all(axis=1)].clip(-1, 2):
            x, y = across * side, (1 - up) * side
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _small(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.BOX))
