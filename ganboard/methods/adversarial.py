"""Two networks that learn against each other."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from ganboard.architectures import ARCHITECTURES, Architecture, NetworkSpec
from ganboard.constraints import CONSTRAINTS, Constraint
from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods import adversarial_words
from ganboard.methods.adversarial_learner import AdversarialLearner
from ganboard.methods.adversarial_maker import AdversarialMaker
from ganboard.methods.base import METHODS, Measure, Method, Panel, Slot
from ganboard.methods.maker import SHOWN
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES, Penalty

LOSSES = (
    Measure("discriminator_loss", N_("discriminator"), "loss", "judge", "losses", "D", N_("Loss of D")),
    Measure("generator_loss", N_("generator"), "loss", "fake", "losses", "G", N_("Loss of G")),
    Measure("penalty", N_("penalty"), "loss", "plain", alone=N_("Penalty")),
)
"""D's loss without the penalty, G's loss, and the penalty."""
SCORES = (
    Measure("real_score", N_("real"), "score", "real", "beliefs", alone=N_("Score of real samples")),
    Measure("fake_score", N_("fake"), "score", "fake", "beliefs", alone=N_("Score of fakes")),
    Measure("real_log", "log D(x)", "score", "real"),
    Measure("fake_log", "log(1 − D(G(z)))", "score", "fake"),
)
"""The means of D(x) over real images and over fakes, from 0 to 1; the mean of log D(x) over real images and of
log(1 - D(G(z))) over fakes, each at most 0, whose sum is the value V(D, G) of the game."""
LOGITS = (
    Measure("real_logit", N_("real"), "score", "real", "beliefs", alone=N_("Critic's value of real samples")),
    Measure("fake_logit", N_("fake"), "score", "fake", "beliefs", alone=N_("Critic's value of fakes")),
)
"""The means of a critic's logits over real images and over fakes: only their difference means something."""
BELIEFS = Panel(
    "beliefs",
    N_("How real do the samples look to the judge? (dashed: pure guessing)"),
    N_("Mean score that the discriminator gives to real samples and to fakes, over training steps."),
    range=(0.0, 1.0),
    level=0.5,
)
CRITIC = Panel(
    "beliefs",
    N_("What the critic says of the samples (only the distance counts)"),
    N_("Mean value that the critic gives to real samples and to fakes, over training steps."),
)
TARGETS = Panel(
    "beliefs",
    N_("How real do the samples look to the judge? (1: real, 0: fake; dashed: pure guessing)"),
    N_("Mean value that the discriminator gives to real samples and to fakes, over training steps."),
    level=0.5,
)
LOSS_CHART = Panel("losses", N_("Losses"), N_("Losses of the discriminator and of the generator, over training steps."))


def belief_panel(objective: Objective) -> Panel:
    """The chart of what D says of real samples and of fakes, with a dashed line where a value means guessing."""
    if objective.logistic:
        return BELIEFS
    return CRITIC if objective.even is None else TARGETS


@METHODS.register
class Adversarial(Method):
    """Generator against discriminator, both updated once a step from the same batch.

    Reference: Goodfellow et al. 2014, Algorithm 1 with k = 1, arXiv:1406.2661; running average of G's weights:
    Yazıcı et al. 2019, arXiv:1806.04498, with a window that grows with the steps.
    With ``mismatch``: Reed et al. 2016, Algorithm 1, arXiv:1605.05396, for classes instead of texts.
    Differs from the papers: D judges a batch of fakes once and both losses use that verdict, so G follows the
    discriminator as it was before this step's update; Adam instead of momentum.
    """

    name: ClassVar[str] = "gan"
    title: ClassVar[str] = N_("GAN")
    summary: ClassVar[str] = N_(
        "A generator makes fakes, a discriminator tells them from what is real. Each learns from the other."
    )

    abilities: ClassVar[frozenset[str]] = frozenset({"make", "judge", "open"})
    players: ClassVar[dict[str, str]] = {
        "generator": "generator_learning_rate",
        "discriminator": "discriminator_learning_rate",
    }
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator")
    story: ClassVar[str] = N_(
        "Two networks play against each other. The {generator} turns {noise} into fakes. The {discriminator} sees these and "
        "{real}, and says which is which. Each learns from the other, until the fakes look real."
    )

    architecture: Annotated[Architecture, ARCHITECTURES] = Field(
        "lean",
        validate_default=True,
        title=N_("Networks"),
        description=N_("The build of the generator and the discriminator."),
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
    conditional: bool = Field(
        False,
        title=N_("Tell the networks the class"),
        description=N_("With labels, you can ask for one kind of image, such as the digit 7, and learning is faster."),
    )
    latent_size: int = Field(
        32,
        ge=1,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many random numbers the generator turns into one sample."),
    )
    batch_size: int = Field(
        20,
        ge=2,
        le=1024,
        title=N_("Samples per step"),
        description=N_("How many samples are looked at before the networks change once."),
    )
    generator_learning_rate: float = Field(
        2e-3, gt=0, le=1, title=N_("Learning rate of G"), description=N_("How far the generator moves at each step.")
    )
    discriminator_learning_rate: float = Field(
        2e-3,
        gt=0,
        le=1,
        title=N_("Learning rate of D"),
        description=N_("How far the discriminator moves at each step."),
    )
    discriminator_steps: int = Field(
        1,
        ge=1,
        le=20,
        title=N_("Steps of D per step of G"),
        description=N_("How often D learns before G does. More: D is nearer to its best, and every step takes longer."),
    )
    decay_steps: int = Field(
        2000,
        ge=0,
        le=10_000_000,
        title=N_("Slow down over"),
        description=N_(
            "Steps after which the learning rates have fallen to 71%, and after three times as many to half. 0: never."
        ),
    )
    beta_1: float = Field(
        0.0,
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
    mismatch: float = Field(
        0.0,
        ge=0,
        le=1,
        title=N_("Wrong labels count as fake"),
        description=N_(
            "How strongly D also learns to reject a real image with a wrong label. A little makes the asked-for class surer."
        ),
    )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*LOSSES, *(SCORES if self.judges_by_probability else LOGITS))

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (belief_panel(self.objective), LOSS_CHART)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        tell = adversarial_words.of_scores if self.judges_by_probability else adversarial_words.of_logits
        return tell(step, measures)

    def ran_away(self, measures: dict[str, float]) -> dict[str, Any] | None:
        """See :meth:`Method.ran_away`. A critic's loss has no natural size."""
        return adversarial_words.ran_away(measures) if self.judges_by_probability else None

    @property
    def judges_by_probability(self) -> bool:
        """See :attr:`Method.judges_by_probability`."""
        return self.objective.logistic

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if self.conditional and not dataset.classes:
            raise ConfigError("conditional", True, N_("false: what is learned here has no labels"))
        self.constraint.check(self.penalty)
        self.architecture.check(self.network_spec(dataset))

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`."""
        if not self.conditional:
            return NetworkSpec(dataset.shape, self.latent_size)
        factors = tuple(len(factor) for factor in dataset.factors)
        return NetworkSpec(dataset.shape, self.latent_size, len(dataset.classes), factors)

    def blueprint(self, dataset: Dataset) -> str:
        """See :meth:`Method.blueprint`."""
        return f"{self.name} {self.architecture!r} {self.network_spec(dataset)!r}"

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """See :meth:`Method.slots`."""
        noise = Slot("latents", "noise", self.latent_size)
        return (noise, Slot("labels", "classes", len(dataset.classes))) if self.conditional else (noise,)

    def maker(self, dataset: Dataset) -> AdversarialMaker:
        """See :meth:`Method.maker`."""
        return AdversarialMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> AdversarialLearner:
        """See :meth:`Method.learner`."""
        return AdversarialLearner(self, dataset, data, seed)
