"""Points in the plane, from a known density or of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.datasets.base import DATASETS, Data, Dataset, Progress
from ganboard.datasets.plane import DENSITIES, PlaneDensity
from ganboard.datasets.table import read_table
from ganboard.errors import DatasetError, reason
from ganboard.i18n import N_
from ganboard.media import Medium, PointsMedium
from ganboard.storage import read_arrays

COUNT = 10_000
"""Points drawn of a known density."""
SEED = 2014
FEWEST, MOST_BYTES = 16, 50_000_000


@DATASETS.register
class Points(Dataset):
    """10,000 points of a density that is known exactly, or points from a table.

    Reference: the ring and the grid: Metz et al. 2017, Section 3.3.1, arXiv:1611.02163, and Srivastava et al. 2017,
    Section 4.1, arXiv:1705.07761.
    Differs from the papers: bumps of width 0.05 instead of 0.02 and 0.05; the other shapes are our own.
    """

    name: ClassVar[str] = "points"
    title: ClassVar[str] = N_("Points in the plane")
    summary: ClassVar[str] = N_("Two numbers instead of a picture: all that happens can be seen at once.")
    origin: ClassVar[str] = N_("Computed here, or drawn or brought by you.")
    order: ClassVar[int] = 50
    kept: ClassVar[bool] = True

    kind: Literal["ring", "grid", "moons", "spiral", "lines", "dot", "own"] = Field(
        "ring",
        title=N_("Shape"),
        description=N_("Where the points lie: on one of six known shapes, or where you put them."),
        json_schema_extra={
            "names": {
                "ring": N_("Ring of 8"),
                "grid": N_("Grid of 25"),
                "moons": N_("Two moons"),
                "spiral": N_("Spiral"),
                "lines": N_("Two lines"),
                "dot": N_("One dot"),
                "own": N_("Your own"),
            }
        },
    )
    path: str = Field(
        "",
        title=N_("Table of points"),
        description=N_("A CSV file with two columns of numbers, or an .npz file with an array `points`, (count, 2)."),
    )

    @property
    def shape(self) -> tuple[int, ...]:
        """(2,)."""
        return (2,)

    @property
    def medium(self) -> Medium:
        """See :attr:`Dataset.medium`."""
        return PointsMedium()

    @property
    def density(self) -> PlaneDensity | None:
        """What the points are drawn from; None for one's own, whose density nobody knows."""
        return DENSITIES.get(self.kind)

    def check(self) -> None:
        """See :meth:`Dataset.check`."""
        if self.kind != "own":
            return
        if not self.path:
            raise DatasetError(N_("No points have been chosen. Draw some, or name a table of two columns."))
        if not Path(self.path).is_file():
            raise DatasetError(N_("There is no file called {path}."), path=self.path)

    def load(self, progress: Progress | None = None) -> Data:
        """See :meth:`Dataset.load`."""
        density = self.density
        if density is not None:
            return Data({"points": density.draw(COUNT, SEED)})
        self.check()
        return Data({"points": enough(_read(Path(self.path)))})


def enough(points: np.ndarray) -> np.ndarray:
    """The points, (count, 2), as they are.

    Raises:
        DatasetError: there are too few to learn from.
    """
    if len(points) < FEWEST:
        raise DatasetError(
            N_("Expected at least {least} points, but got {count}. Add some more."), least=FEWEST, count=len(points)
        )
    return points


def _read(path: Path) -> np.ndarray:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DatasetError(N_("The file {path} is too large: at most {most} MB."), path=str(path), most=50)
        if path.suffix.lower() != ".npz":
            return read_table(path.read_bytes(), path.name)
        points = read_arrays(path)["points"]
    except KeyError:
        raise DatasetError(N_("The file {path} has no array `points`."), path=str(path)) from None
    except (OSError, ValueError) as error:
        raise DatasetError(
            N_("The file {path} cannot be read as points: {problem}."), path=str(path), problem=reason(error)
        ) from None
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "fiu" or not np.isfinite(points).all():
        raise DatasetError(
            N_("Expected an array `points` of finite numbers, (count, 2), but got {shape}, {kind}."),
            shape=str(points.shape),
            kind=str(points.dtype),
        )
    return points.astype(np.float32)
