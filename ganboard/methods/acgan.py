"""A GAN whose discriminator also names what it sees."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field, field_validator

from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods import acgan_words
from ganboard.methods.acgan_learner import ACGANLearner
from ganboard.methods.acgan_maker import ACGANMaker
from ganboard.methods.adversarial import Adversarial
from ganboard.methods.base import METHODS, Measure, Panel
from ganboard.methods.maker import SHOWN
from ganboard.methods.rivals import Obedience, Reading
from ganboard.methods.share import Past, Share, share

NAMED = (
    Measure("real_right", N_("seen"), "score", "real", "naming", alone=N_("Real samples learned from, named right")),
    Measure("unseen_right", N_("unseen"), "score", "judge", "naming", alone=N_("Unseen real samples, named right")),
    Measure("fake_right", N_("as asked"), "score", "fake", "naming", "asked", N_("Fakes named as asked")),
)
"""The parts that the reader names right: of the real samples of a batch, of real ones that nobody learns from, and of fakes, as
they were asked for. Where nothing is held out there is no number of unseen ones."""
NAMING = Panel(
    "naming",
    N_("How often does the judge name the right class?"),
    N_("Part of what the judge names right, over training steps: of samples it learns from, of unseen ones, of fakes."),
    range=(0.0, 1.0),
)


@METHODS.register
class ACGAN(Adversarial):
    """A GAN whose discriminator is not told the class, but names it; the generator is told, and learns to be named right.

    One more layer on D's features, the reader, gives the class. D makes small how often it misreads, and so its features become
    those of a classifier; G makes small how often D misreads the fakes.

    Reference: Odena et al. 2017, Section 3, arXiv:1610.09585.
    Differs from the paper: the source loss is the objective's; weights stand before the class losses; D learns the class from
    fakes less than from real samples, or not at all; a batch's fakes are asked for with the labels of its real samples; where
    classes are combinations of factors, each factor is named by itself.
    """

    name: ClassVar[str] = "acgan"
    title: ClassVar[str] = N_("AC-GAN")
    summary: ClassVar[str] = N_(
        "The judge also names what it sees. So the generator must make what it is asked for, or it is found out."
    )
    order: ClassVar[int] = 2
    needs: ClassVar[tuple[str, ...]] = ("labels",)
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator", "class_reader")
    story: ClassVar[str] = N_(
        "The {generator} is told what to make, and turns {noise} into it. The {discriminator} sees {real} and the generator's, but "
        "nobody tells it what they show: it says which are real, and names what it sees in each. So the generator learns to be "
        "believed, and to be named right."
    )

    conditional: bool = Field(
        True,
        title=N_("Tell them which kind it is"),
        description=N_("Always, here: the generator is told what is wanted, and the judge names it."),
    )
    mismatch: float = Field(
        0.0,
        ge=0,
        le=0,
        title=N_("Wrong labels count as fake"),
        description=N_("Never, here: the judge is told no label that could be wrong."),
    )
    reading: Reading = Field(1.0)
    reading_fakes: float = Field(
        0.0,
        ge=0,
        le=100,
        title=N_("Weight of reading fakes"),
        description=N_(
            "How much the judge cares to name fakes as they were asked for. Much: both may agree on signs of their own."
        ),
    )
    obedience: Obedience = Field(0.3)

    @field_validator("mismatch", mode="before")
    @classmethod
    def _never(cls, value: Any) -> Any:
        if value in (0, "0", "0.0"):
            return 0.0
        raise ConfigError("mismatch", value, N_("0: an AC-GAN's judge is told no label that could be wrong"))

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*super().dials, "reading", "obedience")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*super().measures, *NAMED)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (NAMING, *super().panels)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        return acgan_words.of_names(step, measures)

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`."""
        named = share(
            N_("Of 100 fakes, the judge names {count} as what was asked for"), measures.get("fake_right"), "judge"
        )
        return (*super().shares(dataset, measures, past), named)

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if not self.conditional:
            raise ConfigError("conditional", False, N_("true: the generator is told what the judge shall name"))

    def maker(self, dataset: Dataset) -> ACGANMaker:
        """See :meth:`Method.maker`."""
        return ACGANMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> ACGANLearner:
        """See :meth:`Method.learner`."""
        return ACGANLearner(self, dataset, data, seed)
