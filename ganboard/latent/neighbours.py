"""Is it copied? The nearest real images, and how often real images lie that near to each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_

QUERIES = 1_000
"""Real images, at most, whose own nearest neighbours are looked for."""
WORK = 40_000_000_000
"""Products, at most, that this may take: about one second of one core. Large sets are asked about fewer images."""
BLOCK_BYTES = 16_000_000
"""Memory for a block of vectors as float32."""


class Neighbours:
    """Finds neighbours among the vectors of a training set: its pixels or its features, flattened.

    A distance is the root of the mean squared difference of two vectors. For pixels that is grey levels, 0 to 255.

    Args:
        vectors: uint8 or float, (count, size), at least one; kept as it is, not copied.
        seed: Decides which real images :meth:`how_common` asks about, where it cannot ask about all.

    Raises:
        GANBoardError: the vectors have another shape, or among their values are some that are no numbers.
    """

    def __init__(self, vectors: np.ndarray, seed: int = 0) -> None:
        vectors = np.asarray(vectors)
        if vectors.ndim != 2 or not vectors.size:
            raise GANBoardError(
                N_("Expected vectors of shape {expected}, at least one of them, but got {found}."),
                expected="(count, size)",
                found=str(vectors.shape),
            )
        self._vectors, self._seed = vectors, seed
        if not all(np.isfinite(block).all() for _, block in self._blocks()):
            raise GANBoardError(_no_numbers())
        self._gaps: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self._vectors)

    def nearest(self, query: np.ndarray, count: int = 5) -> tuple[np.ndarray, np.ndarray]:
        """The vectors nearest to one, which may be one of them.

        Args:
            query: (size,).
            count: How many; all of them where there are fewer.

        Returns:
            Their numbers, int64, and distances, float32, both (count,), the nearest first; of equals the first first.
            An exact copy has distance 0.

        Raises:
            GANBoardError: the query has another size, or a value that is no number.
        """
        query = np.asarray(query, np.float32)
        if query.shape != self._vectors.shape[1:]:
            raise GANBoardError(
                N_("Expected a vector of shape {expected}, but got {found}."),
                expected=str(self._vectors.shape[1:]),
                found=str(query.shape),
            )
        if not np.isfinite(query).all():
            raise GANBoardError(_no_numbers())
        # Differences instead of a matrix product: for one query as fast, and without rounding where two are alike.
        distances = np.concatenate([_rms(block - query) for _, block in self._blocks()])
        order = np.argsort(distances, kind="stable")[:count]
        return order, distances[order]

    def how_common(self, distance: float) -> float:
        """Part of the real images that have another real image within a distance, 0 to 1.

        The first call compares up to 1,000 images with all, in a tenth of a second for 5,000 of 28×28 and about one second
        for large sets; later calls look it up.

        Args:
            distance: As :meth:`nearest` gives it.
        """
        return float(np.searchsorted(self.gaps, distance, side="right") / len(self.gaps))

    @property
    def gaps(self) -> np.ndarray:
        """Distances from real images to the nearest other one: float32, (at most 1,000,), ascending.

        An exact copy elsewhere in the set is another one. Infinite where there is only one image.
        """
        if self._gaps is None:
            self._gaps = np.sort(self._leave_one_out())
        return self._gaps

    def _leave_one_out(self) -> np.ndarray:
        count, size = self._vectors.shape
        asked = min(count, QUERIES, max(100, WORK // (count * size)))
        queries = np.sort(np.random.default_rng(self._seed).choice(count, asked, replace=False))
        # Around the middle the squares are smaller, and so is what is lost by |a|² + |b|² - 2ab.
        middle = self._vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
        gaps = np.full(asked, np.inf, np.float32)
        for start, block in self._blocks():
            centred = block - middle
            squares = np.einsum("ij,ij->i", centred, centred)
            own = queries - start  # where each query stands in this block, if it does
            for first in range(0, asked, len(block)):
                part = slice(first, min(first + len(block), asked))
                vectors = self._vectors[queries[part]].astype(np.float32)
                nearness = squares - 2 * ((vectors - middle) @ centred.T)  # without |query|², which changes no order
                inside = np.flatnonzero((own[part] >= 0) & (own[part] < len(block)))
                nearness[inside, own[part][inside]] = np.inf
                best = nearness.argmin(axis=1)
                exact = _rms(vectors - block[best])
                exact[np.isinf(nearness[np.arange(len(best)), best])] = np.inf  # only itself was there
                gaps[part] = np.minimum(gaps[part], exact)
        return gaps

    def _blocks(self) -> Iterator[tuple[int, np.ndarray]]:
        """Where a block begins, and a float32 copy of it."""
        length = min(1_000, max(1, BLOCK_BYTES // (4 * self._vectors.shape[1])))
        for start in range(0, len(self._vectors), length):
            yield start, self._vectors[start : start + length].astype(np.float32)


def _rms(differences: np.ndarray) -> np.ndarray:
    """The root of each row's mean square; float32."""
    return np.sqrt(np.einsum("ij,ij->i", differences, differences) / differences.shape[1], dtype=np.float32)


def _no_numbers() -> str:
    return N_("Among the values of the vectors are some that are no numbers. Leave such vectors out.")
