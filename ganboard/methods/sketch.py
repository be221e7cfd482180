"""Pictures of drawings, learned from pairs."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from ganboard.architectures import NetworkSpec
from ganboard.constraints import CONSTRAINTS, Constraint
from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.methods import adversarial_words
from ganboard.methods.adversarial import LOGITS, LOSS_CHART, LOSSES, SCORES, belief_panel
from ganboard.methods.base import METHODS, Measure, Method, Panel, Slot
from ganboard.methods.maker import SHOWN
from ganboard.methods.sketch_learner import SketchLearner
from ganboard.methods.sketch_maker import SketchMaker
from ganboard.methods.words import READER, READINGS
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES, Penalty

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
class Sketch(Method):
    """A generator that turns a drawing into a picture, and a judge that sees pairs of both, patch by patch.

    G also learns to come near the real picture of each drawing, and to have a reader, which learns from real pictures alone, see
    in its pictures what is to be seen in the real ones.

    Reference: Isola et al. 2017, Eq. 4, arXiv:1611.07004; the reader: Odena et al. 2017, Section 3, arXiv:1610.09585;
    running average of G's weights: Yazıcı et al. 2019, arXiv:1806.04498, with a window that grows with the steps.
    Differs from the papers: noise is given as numbers instead of dropout; both networks are told what a drawing does not
    show, its colour; R1 on the logits of pictures, which are the means of their patches'; the reader is a network of its own; a
    judge's verdict counts for both losses, so G follows it as it was before this step's update.
    """

    name: ClassVar[str] = "sketch"
    title: ClassVar[str] = N_("Draw it")
    summary: ClassVar[str] = N_("Pictures from drawings: pairs of both show the generator what belongs together.")
    order: ClassVar[int] = 4
    abilities: ClassVar[frozenset[str]] = frozenset({"translate"})
    needs: ClassVar[tuple[str, ...]] = ("sketches", "factors")
    players: ClassVar[dict[str, str]] = {
        "generator": "generator_learning_rate",
        "discriminator": "discriminator_learning_rate",
    }
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator", "reader")
    story: ClassVar[str] = N_(
        "You draw, and the {generator} makes a picture of it; what a drawing does not show, {noise} decides. The "
        "{discriminator} sees each drawing with a picture, {real} or made, and says patch by patch which it is."
    )

    objective: Annotated[Objective, OBJECTIVES] = Field(
        "nonsaturating",
        validate_default=True,
        title=N_("Objective"),
        description=N_("What each of the two networks tries to achieve."),
    )
    penalty: Annotated[Penalty, PENALTIES] = Field(
        "r1",
        validate_default=True,
        title=N_("Penalty"),
        description=N_("What keeps the discriminator from becoming too steep."),
    )
    constraint: Annotated[Constraint, CONSTRAINTS] = Field(
        "none",
        validate_default=True,
        title=N_("Constraint"),
        description=N_("What the discriminator's weights are held to after each of its steps."),
    )
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
    obedience: float = Field(
        0.1,
        ge=0,
        le=100,
        title=N_("Weight of obedience"),
        description=N_("How much the generator cares to be read as asked. Much: obedient, but rough."),
    )
    width: int = Field(
        16,
        ge=4,
        le=128,
        title=N_("Width of the generator"),
        description=N_("Filters in the layers next to the image. More: finer, but slower."),
    )
    judge_width: int = Field(
        16,
        ge=4,
        le=128,
        title=N_("Width of the discriminator"),
        description=N_("Filters in the layers next to the image. More: finer, but slower."),
    )
    latent_size: int = Field(
        8,
        ge=6,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many random numbers decide what the drawing leaves open."),
    )
    batch_size: int = Field(
        8,
        ge=2,
        le=1024,
        title=N_("Samples per step"),
        description=N_("How many samples are looked at before the networks change once."),
    )
    generator_learning_rate: float = Field(
        2e-3, gt=0, le=1, title=N_("Learning rate of G"), description=N_("How far the generator moves at each step.")
    )
    discriminator_learning_rate: float = Field(
        1e-3,
        gt=0,
        le=1,
        title=N_("Learning rate of D"),
        description=N_("How far the discriminator moves at each step."),
    )
    decay_steps: int = Field(
        1000,
        ge=0,
        le=10_000_000,
        title=N_("Slow down over"),
        description=N_(
            "Steps after which the learning rates have fallen to 71%, and after three times as many to half. 0: never."
        ),
    )
    beta_1: float = Field(
        0.5,
        ge=0,
        lt=1,
        title=N_("Adam β₁"),
        description=N_("How much of the last direction the optimizer keeps. GANs like little."),
    )
    beta_2: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=N_("Adam β₂"),
        description=N_("How long the optimizer remembers how large the gradients were."),
    )
    ema_decay: float = Field(
        0.999,
        ge=0,
        lt=1,
        title=N_("Averaging of G"),
        description=N_(
            "The samples shown come from a running average of the generator. Closer to 1: calmer, but later."
        ),
    )

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
                "The generator has found the outlines, and guesses at eyes and mouths: the reader finds everything as it was "
                "drawn in {right} of its pictures."
            )
        elif right < 0.85:
            sentence = N_(
                "More and more comes out as it was drawn: the reader finds everything right in {right} of the pictures."
            )
        else:
            sentence = N_(
                "What is drawn comes out: the reader finds everything right in {right} of the pictures. What a drawing leaves "
                "open, the generator guesses."
            )
        return message(sentence, right=f"{right:.0%}")

    def ran_away(self, measures: dict[str, float]) -> dict[str, Any] | None:
        """See :meth:`Method.ran_away`. A critic's loss has no natural size."""
        return adversarial_words.ran_away(measures) if self.judges_by_probability else None

    @property
    def judges_by_probability(self) -> bool:
        """See :attr:`Method.judges_by_probability`."""
        return self.objective.logistic

    def told(self, dataset: Dataset) -> int:
        """The number of the factor that the networks are told."""
        return [factor.name for factor in dataset.factors].index(TOLD)

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        self.constraint.check(self.penalty)
        values = len(dataset.factors[self.told(dataset)])
        if self.latent_size < values:
            raise ConfigError(
                "latent_size",
                self.latent_size,
                N_("a number of at least {values}: the noise chooses among so many values where none is told"),
                values=values,
            )
        if any(side % 16 for side in dataset.shape[:2]):
            raise ConfigError(
                "dataset.size", dataset.shape[0], N_("32 or 64: these networks halve a picture four times")
            )

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`."""
        factors = tuple(len(factor) for factor in dataset.factors)
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
