"""What every augmentation has: whether and how far pictures are changed, its LaTeX, its paper, and when to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.augmentations.transforms import TRANSFORMS
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.registry import Part, Registry

if TYPE_CHECKING:
    from ganboard.datasets import Dataset


class Augmentation(Part):
    r"""Whether pictures, real ones and fakes, are changed by chance before D sees them, how often and how far.

    A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``. LaTeX may use the four colour macros
    ``\real``, ``\fake``, ``\judge`` and ``\noise``; T is what changes a picture, s how far.
    """

    formula: ClassVar[str]
    """LaTeX of what D sees."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""

    dials: ClassVar[tuple[str, ...]] = ()
    """Those of its settings that may be turned between two steps."""
    varies: ClassVar[bool] = False
    """Whether it changes by itself while a training goes on, so that it is measured."""

    @property
    def transforms(self) -> tuple[str, ...]:
        """The names of the transforms that it uses, in the order of ``TRANSFORMS``."""
        return ()

    def check(self, dataset: Dataset) -> None:
        """Whether it goes with the data.

        Raises:
            ConfigError: it does not.
        """

    def state(self) -> dict[str, Any]:
        """What it keeps in mind from step to step, fresh variables by name: a part of the training and of its checkpoints."""
        return {}

    def level(self, step: Any, strength: Any, state: dict[str, Any]) -> tuple[Any, Any]:
        """At one step, the chance with which each transform changes a picture, and how far: both from 0 to 1, scalars.

        Args:
            step: Number of the update from 0, int64 scalar tensor.
            strength: Its dial of that name, float32 scalar.
            state: Its variables.
        """
        raise NotImplementedError

    def measured(self, chance: Any, strength: Any) -> Any:
        """The one of both that changes by itself."""
        return strength

    def learn(self, step: Any, signs: Any, batch_size: int, state: dict[str, Any]) -> None:
        """Change the state after a step; most have none.

        Args:
            step: Number of the update from 0, int64 scalar tensor.
            signs: Mean sign of what D says of real images, from -1 to 1, float32 scalar: above 0 it takes most for real.
            batch_size: Real images in a step.
            state: Its variables.
        """

    def curve(self, steps: np.ndarray, signs: np.ndarray, batch_size: int) -> np.ndarray:
        """How much pictures are changed at each of some steps, from 0 to 1, in pure NumPy.

        Args:
            steps: Numbers of updates, rising, (count,).
            signs: Mean sign of what D says of real images from each on, (count,).
            batch_size: Real images in a step.

        Returns:
            float64, (count,).
        """
        raise NotImplementedError


class Changing(Augmentation):
    """Of augmentations that change something: which transforms they use, and how far these go."""

    dials: ClassVar[tuple[str, ...]] = ("strength",)

    strength: float = Field(
        1.0,
        ge=0,
        le=1,
        title=N_("Strength of the changes"),
        description=N_(
            "How far each change goes. 0: not at all; 1: by an eighth of the width, a hole of half the width."
        ),
    )
    translation: bool = Field(
        True,
        title=N_("Shift them"),
        description=N_("The judge sees each picture shifted a little, up or down, left or right."),
    )
    cutout: bool = Field(
        True,
        title=N_("Cut a hole"),
        description=N_("A grey square hides a part of each picture, so that the judge has to look everywhere."),
    )
    color: bool = Field(
        False,
        title=N_("Change light and colour"),
        description=N_("Brighter or darker, paler, and of coloured pictures less colourful."),
    )
    flips: bool = Field(
        False,
        title=N_("Would a mirrored picture still be right? Mirror them"),
        description=N_(
            "Left and right are swapped in half of the pictures. Of faces and clothes that is still right, of digits and letters "
            "it is not."
        ),
    )

    @property
    def transforms(self) -> tuple[str, ...]:
        """See :attr:`Augmentation.transforms`."""
        return tuple(name for name in TRANSFORMS if getattr(self, name))

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Augmentation.check`."""
        if dataset.medium.name != "images":
            raise ConfigError(
                "augmentation",
                self.name,
                N_("none: only pictures can be shifted, cut and mirrored; for other samples there is instance_noise"),
            )
        if not self.transforms:
            raise ConfigError(
                "augmentation",
                self.name,
                N_("at least one kind of change, such as translation; or none, where nothing shall be changed"),
            )


AUGMENTATIONS: Registry[Augmentation] = Registry("augmentation", "ganboard.augmentations", default="none")
