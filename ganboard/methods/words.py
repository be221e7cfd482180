"""A GAN that makes what is asked for in words, also what it was never shown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods.adversarial import Adversarial
from ganboard.methods.base import METHODS, Measure, Panel
from ganboard.methods.maker import SHOWN
from ganboard.methods.rivals import Obedience, Reading
from ganboard.methods.share import Past, Share, share
from ganboard.methods.words_learner import WordsLearner
from ganboard.methods.words_maker import WordsMaker

READINGS = (
    Measure("real_right", N_("real"), "score", "real", "readings", alone=N_("Real samples read right")),
    Measure("fake_right", N_("as asked"), "score", "fake", "readings", "asked", N_("Fakes read as asked")),
)
"""The parts of real samples, and of fakes, of which the reader reads all factors right: for a fake, as they were asked for."""
READER = Panel(
    "readings",
    N_("How often does a network that reads pictures find what was asked for?"),
    N_("Part of the real samples and of the fakes of which all factors are read right, over training steps."),
    range=(0.0, 1.0),
)


@METHODS.register
class Words(Adversarial):
    """A GAN told the values of several factors, which are read from a sentence; G is also asked for what was never shown.

    Some combinations of two factors are left out of the training. So that the networks put together what they know, a part of
    each batch of fakes is asked for freely, in any combination; a reader on D's features says which values it sees, and G
    learns to have it see those that were asked for.

    Reference: the reader: Odena et al. 2017, Section 3, arXiv:1610.09585; wrong labels: Reed et al. 2016, Algorithm 1,
    arXiv:1605.05396.
    Differs from the papers: the reader learns from real samples alone, and is never asked to choose against a value with which
    the sample would be of a kind that is never shown; D is not trained on fakes that were asked for freely; a wrong label differs
    by one factor from the right one.
    """

    name: ClassVar[str] = "words"
    title: ClassVar[str] = N_("Say it")
    summary: ClassVar[str] = N_("Pictures from words. It also makes what it was never shown, if it knows the parts.")
    order: ClassVar[int] = 3
    abilities: ClassVar[frozenset[str]] = Adversarial.abilities | {"say"}
    needs: ClassVar[tuple[str, ...]] = ("factors", "never_shown")
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator", "reader")
    story: ClassVar[str] = N_(
        "You say what the {generator} should make; what you leave open, {noise} decides. The {discriminator} sees {real} and "
        "the generator's, and says which is which. It also reads what it sees in each: colour, eyes, mouth. "
        "So the generator learns to be believed, and to obey."
    )

    conditional: bool = Field(
        True,
        title=N_("Tell them which kind it is"),
        description=N_("Always, here: words say what is wanted."),
    )
    free_requests: float = Field(
        0.5,
        ge=0,
        lt=1,
        title=N_("Free requests"),
        description=N_(
            "This part of the fakes is asked for in any combination, also in those that are never shown. "
            "They teach the generator alone."
        ),
    )
    reading: Reading = Field(0.5)
    obedience: Obedience = Field(0.05)

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*super().dials, "reading", "obedience")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*super().measures, *READINGS)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (*super().panels, READER)

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`."""
        obeyed = share(
            N_("In {count} of 100 fakes, everything is as the words said"), measures.get("fake_right"), "judge"
        )
        return (*super().shares(dataset, measures, past), obeyed)

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if not self.conditional:
            raise ConfigError("conditional", False, N_("true: words tell the networks what to make"))
        if self.objective.paired and self.told_fakes < self.batch_size:
            raise ConfigError(
                "free_requests",
                self.free_requests,
                N_(
                    "0: the objective {name} compares each real sample with one fake, and the judge is not told "
                    "of fakes that were asked for freely"
                ),
                name=self.objective.name,
            )

    @property
    def told_fakes(self) -> int:
        """How many fakes of a batch D is told of; the others are asked for freely."""
        return self.batch_size - int(self.batch_size * self.free_requests)

    def maker(self, dataset: Dataset) -> WordsMaker:
        """See :meth:`Method.maker`."""
        return WordsMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> WordsLearner:
        """See :meth:`Method.learner`."""
        return WordsLearner(self, dataset, data, seed)
