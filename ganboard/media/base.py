"""What every medium has: how samples are stored, how networks see them, and a picture of some of them."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np


class Medium:
    """A kind of sample. Immutable.

    Attributes:
        shape: Of one sample.
    """

    name: ClassVar[str]
    """Plain id, and what the array of samples is called in a file."""
    kind: ClassVar[type]
    """NumPy type of stored samples."""

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
