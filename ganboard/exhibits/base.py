"""What every exhibit has: a healthy training, a lever that spoils it, a remedy, and what is said about them."""

from __future__ import annotations

from typing import Any, ClassVar

from ganboard.config import TrainConfig
from ganboard.registry import Part, Registry

PLANE: dict[str, Any] = {
    "dataset": "points",
    "architecture": "plane",
    "latent_size": 2,
    "batch_size": 64,
    "decay_steps": 0,
    "ema_decay": 0.9,
}
"""The healthy training of what is shown with points."""


class Exhibit(Part):
    """A way in which trainings fail.

    The lever is pulled after ``warm`` steps, and the remedy taken some ``steps_to_break`` later: each goes on from there where the
    networks and the data stay the same (:func:`ganboard.branches.possible`), and else starts anew. A remedy that goes ``back``
    begins where the lever was pulled, since nothing that came after can be saved.
    """

    order: ClassVar[int]
    """Its place in the museum."""
    look_at: ClassVar[str]
    """What to look at, one or two sentences. Marked for translation."""
    why: ClassVar[str]
    """Why it happens, two or three plain sentences. Marked for translation."""
    reference: ClassVar[str]
    """The paper: authors, year, section and arXiv or DOI number."""
    lever: ClassVar[str]
    """What the lever says. Marked for translation."""
    cure: ClassVar[str]
    """What the remedy's button says. Marked for translation."""
    base: ClassVar[dict[str, Any]]
    """Settings of the healthy training, what differs from the defaults, as a preset's."""
    sabotage: ClassVar[dict[str, Any]]
    """What the lever changes, by flat names."""
    remedy: ClassVar[dict[str, Any]]
    """What the remedy changes then, by flat names."""
    symptom: ClassVar[str]
    """What the doctor finds in it, the id of a symptom."""
    back: ClassVar[bool] = False
    """Whether the remedy begins where the lever was pulled, anew where that was the start, and not where the training stands."""
    warm: ClassVar[int]
    """Steps of healthy training before the lever; 0: spoilt from the start."""
    steps_to_break: ClassVar[int]
    """Steps after the lever by which it is seen to be broken."""
    steps_to_mend: ClassVar[int]
    """Steps after the remedy by which it is seen to be mended."""

    @classmethod
    def healthy(cls, seed: int = 0) -> TrainConfig:
        """The training before the lever is pulled."""
        return TrainConfig(**cls.base, seed=seed)

    @classmethod
    def spoilt(cls, seed: int = 0) -> TrainConfig:
        """The training after it."""
        return cls.healthy(seed).replace(**cls.sabotage)

    @classmethod
    def mended(cls, seed: int = 0) -> TrainConfig:
        """The spoilt training with the remedy."""
        return cls.spoilt(seed).replace(**cls.remedy)


EXHIBITS: Registry[Exhibit] = Registry("exhibit", "ganboard.exhibits")
