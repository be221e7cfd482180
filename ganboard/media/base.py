"""What every medium has: how samples are stored, how networks see them, and a picture of some of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ganboard import figures

if TYPE_CHECKING:
    from ganboard.methods.base import Learner


@dataclass(frozen=True)
class Words:
    """What is said of one kind of sample, in whole sentences: a noun put into another's sentence fits few languages.

    All marked for translation.

    Attributes:
        real: What those are called that are learned from, as a title.
        such: The same inside a sentence.
        preview: What a picture of some of them shows, for those who cannot see it.
        seen: How many were looked at, with {count}.
        laid_out: What a picture of them beside samples shows.
        made: What a picture of samples shows, with {step}.
        rebuilt: What a picture of rebuilt ones shows, with {step}.
        believed: The title of a chart of how real a judge finds them, where one half means guessing.
    """

    real: str
    such: str
    preview: str
    seen: str
    laid_out: str
    made: str
    rebuilt: str
    believed: str


class Medium:
    """A kind of sample. Immutable.

    Attributes:
        shape: Of one sample.
    """

    name: ClassVar[str]
    """Plain id, and what the array of samples is called in a file."""
    filed: ClassVar[str] = ""
    """What the array of samples is called in a file of what was made, where that is not the name."""
    frames: int = 1
    """How many pictures of a sample follow one another."""
    words: ClassVar[Words]
    """What is said of its samples."""
    kind: ClassVar[type]
    """NumPy type of stored samples."""
    rows: ClassVar[int] = 8
    """Rows of samples that are watched while a training goes on: so many of each class, or the square of that."""
    deviation: ClassVar[float]
    """How large an error of one number is taken as usual where samples are rebuilt, as networks see it."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape

    def fitted(self, samples: np.ndarray) -> Medium:
        """The same, knowing of what samples look like what a picture of them needs; ``self`` where it needs nothing.

        Args:
            samples: Stored, (count, *shape), at least one.
        """
        return self

    def learned(self, stored: Any) -> Any:
        """Stored samples as networks see them: a float32 tensor of the same shape."""
        raise NotImplementedError

    def stored(self, made: Any) -> Any:
        """What a network made, as it is stored: a tensor of type ``kind``."""
        raise NotImplementedError

    def surroundings(self, learner: Learner) -> Callable[[np.ndarray], dict[str, np.ndarray]] | None:
        """What is to be seen around the samples of a training, to be drawn live; None where their picture is all.

        Args:
            learner: The networks.

        Returns:
            A function from samples, (count, *shape), to arrays by name.
        """
        return None

    def sheet(self, samples: np.ndarray, columns: int, role: str = "fake") -> np.ndarray:
        """One picture of many samples.

        Args:
            samples: Stored, (count, *shape).
            columns: Samples in a row, where they stand in rows.
            role: Whose they are, "real" or "fake", where their colour tells.

        Returns:
            uint8, (height, width, 1 or 3).
        """
        raise NotImplementedError

    def picture(self, samples: np.ndarray, columns: int, role: str = "fake") -> bytes:
        """The same sheet as a PNG file; where samples move, they do so in it. Arguments as for :meth:`sheet`."""
        return figures.png(self.sheet(samples, columns, role))
