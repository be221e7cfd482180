"""Pictures of drawings, learned from pairs."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from ganboard.architectures import NetworkSpec
from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.methods import adversarial_words
from ganboard.methods.adversarial import LOGITS, LOSS_CHART, LOSSES, SCORES, belief_panel
from ganboard.methods.base import METHODS, Measure, Method, Panel, Slot
from ganboard.methods.maker import SHOWN
from ganboard.methods.rivals import (
    Averaging,
    BatchSize,
    Beta1,
    Beta2,
    Brake,
    DecaySteps,
    DiscriminatorRate,
    Game,
    GeneratorRate,
    GeneratorWidth,
    Hold,
    JudgeWidth,
    Obedience,
    Rivals,
)
from ganboard.methods.share import Past, Share, share
from ganboard.methods.sketch_learner import SketchLearner
from ganboard.methods.sketch_maker import SketchMaker
from ganboard.methods.words import READER, READINGS

DIFFERENCE = Measure(
    "difference", N_("difference"), "loss", "real", "difference", "L1", N_("Difference from the real picture")
)
"""The mean absolute difference between what the generator makes of a drawing and the real picture, from 0 to 2."""
DIFFERENCES = Panel(
    "difference",
    N_("How far is what it makes from the real picture?"),
    N_("Mean absolute difference between fakes and the real pictures of the same drawings, over training steps."),
)
TOLD = "colour"
"""The factor that a drawing in ink does not show, so that the networks are told it."""


@METHODS.register
class Sketch(Rivals, Method):
    """A generator that turns a drawing into a picture, and a judge that sees pairs of both, patch by patch.

    G also learns to come near the real picture of each drawing, and to have a reader, which learns from real pictures alone, see
    in its pictures what is to be seen in the real ones.

    Reference: Isola et al. 2017, Eq. 4, arXiv:1611.07004; the reader: Odena et al. 2017, Section 3, arXiv:1610.09585;
    running average of G's weights: Yazıcı et al. 2019, arXiv:1806.04498, with a window that grows with the steps.
    Differs from the papers: noise is given as numbers instead of dropout; both networks are told what a drawing does not
    show, its colour; where there are no colours, the noise's first number tells the generator how light a picture is; R1 on
    the logits of pictures, which are the means of their patches'; the reader is a network of its own; a judge's verdict counts
    for both losses, so G follows it as it was before this step's update.
    """

    name: ClassVar[str] = "sketch"
    title: ClassVar[str] = N_("Draw it")
    summary: ClassVar[str] = N_("Pictures from drawings: pairs of both show the generator what belongs together.")
    order: ClassVar[int] = 4
    abilities: ClassVar[frozenset[str]] = frozenset({"translate"})
    needs: ClassVar[tuple[str, ...]] = ("labels", "sketches")
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator", "reader")
    sized_by: ClassVar[tuple[str, ...]] = ("width", "judge_width", "latent_size")
    story: ClassVar[str] = N_(
        "You draw, and the {generator} makes a picture of it; what a drawing does not show, {noise} decides. The "
        "{discriminator} sees each drawing with a picture, {real} or made, and says patch by patch which it is."
    )
    untrained: ClassVar[str] = N_("Nothing is learned yet: the generator turns drawings into noise.")

    objective: Game = Field("nonsaturating", validate_default=True)
    penalty: Brake = Field("r1", validate_default=True)
    constraint: Hold = Field("none", validate_default=True)
    likeness: float = Field(
        30.0,
        ge=0,
        le=10_000,
        title=N_("Weight of likeness λ"),
        description=N_(
            "How much the generator cares to come near the real picture of each drawing. 0: sharp and disobedient; "
            "very much: obedient and blurry."
        ),
    )
    obedience: Obedience = Field(0.1)
    width: GeneratorWidth = Field(16)
    judge_width: JudgeWidth = Field(16)
    latent_size: int = Field(
        8,
        ge=6,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many random numbers decide what the drawing leaves open."),
    )
    batch_size: BatchSize = Field(8)
    generator_learning_rate: GeneratorRate = Field(2e-3)
    discriminator_learning_rate: DiscriminatorRate = Field(1e-3)
    decay_steps: DecaySteps = Field(1000)
    beta_1: Beta1 = Field(0.5)
    beta_2: Beta2 = Field(0.99)
    ema_decay: Averaging = Field(0.999)

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*super().dials, "likeness", "obedience")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*LOSSES, DIFFERENCE, *READINGS, *(SCORES if self.judges_by_probability else LOGITS))

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (DIFFERENCES, READER, belief_panel(self.objective), LOSS_CHART)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        right = measures.get("fake_right")
        if right is None:
            return message(N_("What was measured at this step was not written down."))
        if step < adversarial_words.BEGINNING:
            sentence = N_(
                "Both have only just begun: the generator still has to find out where drawings have an inside."
            )
        elif right < 0.3:
            sentence = N_(
                "The generator follows the outlines, and guesses at what lies between them: a network that "
                "reads pictures finds everything as it was drawn in {right} of them."
            )
        elif right < 0.85:
            sentence = N_(
                "More and more comes out as it was drawn: a network that reads pictures finds everything "
                "right in {right} of them."
            )
        else:
            sentence = N_(
                "What is drawn comes out: a network that reads pictures finds everything right in {right} of "
                "them. What a drawing leaves open, the generator guesses."
            )
        return message(sentence, right=f"{right:.0%}")

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`."""
        obeyed = share(
            N_("In {count} of 100 fakes, everything is as it was drawn"), measures.get("fake_right"), "judge"
        )
        return (obeyed, *super().shares(dataset, measures, past))

    def told(self, dataset: Dataset) -> int | None:
        """The number of the factor that the networks are told; None where drawings show all factors that there are."""
        names = [factor.name for factor in dataset.factors]
        return names.index(TOLD) if TOLD in names else None

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        self.constraint.check(self.penalty)
        told = self.told(dataset)
        values = 0 if told is None else len(dataset.factors[told])
        if self.latent_size < values:
            raise ConfigError(
                "latent_size",
                self.latent_size,
                N_("a number of at least {values}: the noise chooses among so many values where none is told"),
                values=values,
            )

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`. Where there are no factors, the class is the only one that there is to read."""
        factors = tuple(len(factor) for factor in dataset.factors) or (len(dataset.classes),)
        return NetworkSpec(dataset.shape, self.latent_size, len(dataset.classes), factors)

    def blueprint(self, dataset: Dataset) -> str:
        """See :meth:`Method.blueprint`."""
        return f"{self.name} {self.width} {self.judge_width} {self.network_spec(dataset)!r}"

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """See :meth:`Method.slots`."""
        height, width, _ = dataset.shape
        return (
            Slot("latents", "noise", self.latent_size),
            Slot("labels", "classes", len(dataset.classes)),
            Slot("sketches", "picture", height * width, (height, width, 1)),
        )

    def maker(self, dataset: Dataset) -> SketchMaker:
        """See :meth:`Method.maker`."""
        return SketchMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> SketchLearner:
        """See :meth:`Method.learner`."""
        return SketchLearner(self, dataset, data, seed)
