"""Two networks that learn against each other."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from ganboard.architectures import ARCHITECTURES, Architecture
from ganboard.augmentations import AUGMENTATIONS, Augmentation
from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.methods import adversarial_words
from ganboard.methods.adversarial_learner import AdversarialLearner
from ganboard.methods.adversarial_maker import AdversarialMaker
from ganboard.methods.base import METHODS, Measure, Panel
from ganboard.methods.from_noise import FromNoise
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
    Hold,
    Mismatch,
    Rivals,
)
from ganboard.methods.seen import AUGMENTATION_CHART, AUGMENTED
from ganboard.objectives import Objective

LOSSES = (
    Measure("discriminator_loss", N_("judge"), "loss", "judge", "losses", "D", N_("Loss of the judge")),
    Measure("generator_loss", N_("generator"), "loss", "fake", "losses", "G", N_("Loss of the generator")),
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
    N_("How real do they look to the judge? (dashed: pure guessing)"),
    N_("Mean score that the judge (discriminator D) gives to real ones and to fakes, over training steps."),
    range=(0.0, 1.0),
    level=0.5,
)
CRITIC = Panel(
    "beliefs",
    N_("What the judge says of them (only the distance counts)"),
    N_("Mean value that the judge, here called a critic, gives to real ones and to fakes, over training steps."),
)
TARGETS = Panel(
    "beliefs",
    N_("How real do they look to the judge? (1: real, 0: fake; dashed: pure guessing)"),
    N_("Mean value that the judge (discriminator D) gives to real ones and to fakes, over training steps."),
    level=0.5,
)
LOSS_CHART = Panel(
    "losses", N_("Losses"), N_("Losses of the judge (discriminator) and of the generator, over training steps.")
)


def belief_panel(objective: Objective) -> Panel:
    """The chart of what D says of real samples and of fakes, with a dashed line where a value means guessing."""
    if objective.logistic:
        return BELIEFS
    return CRITIC if objective.even is None else TARGETS


@METHODS.register
class Adversarial(Rivals, FromNoise):
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
        "A generator makes fakes, a judge (discriminator) tells them from what is real. Each learns from the other."
    )

    abilities: ClassVar[frozenset[str]] = frozenset({"make", "judge", "open"})
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator")
    sized_by: ClassVar[tuple[str, ...]] = ("architecture", "latent_size")
    story: ClassVar[str] = N_(
        "Two networks play against each other. The {generator} turns {noise} into fakes. The {discriminator} sees these and "
        "{real}, and says which is which. Each learns from the other, until the fakes look real."
    )

    architecture: Annotated[Architecture, ARCHITECTURES] = Field(
        "lean",
        validate_default=True,
        title=N_("Networks"),
        description=N_("How both networks are built: how fast they learn, and how fine the result becomes."),
    )
    objective: Game = Field("nonsaturating", validate_default=True)
    penalty: Brake = Field("r1", validate_default=True)
    augmentation: Annotated[Augmentation, AUGMENTATIONS] = Field(
        "none",
        validate_default=True,
        title=N_("Augmentation"),
        description=N_(
            "Real ones and fakes are changed by chance before the judge sees them. So it cannot learn a few by heart."
        ),
    )
    instance_noise: float = Field(
        0.0,
        ge=0,
        le=10,
        title=N_("Noise on what the judge sees"),
        description=N_(
            "How strongly everything that the judge sees trembles, real ones and fakes (instance noise). So they overlap from the "
            "start, and the generator can always learn from it. 0: not at all."
        ),
    )
    noise_steps: int = Field(
        2000,
        ge=0,
        le=10_000_000,
        title=N_("The noise fades over"),
        description=N_("Steps after which that noise has faded away, counted from when it was chosen. 0: it stays."),
    )
    coarse_steps: int = Field(
        0,
        ge=0,
        le=10_000_000,
        title=N_("Coarse at first, sharp after"),
        description=N_(
            "After this many steps the judge sees the finest details. During the first half it sees none, so that both learn "
            "what is large first. 0: it sees all from the start."
        ),
    )
    constraint: Hold = Field("none", validate_default=True)
    conditional: bool = Field(
        False,
        title=N_("Tell them which kind it is"),
        description=N_("Then you can ask for one kind, such as the digit 7, and it learns faster."),
    )
    latent_size: int = Field(
        32,
        ge=1,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many random numbers the generator turns into one fake. Few: less variety."),
    )
    batch_size: BatchSize = Field(20)
    generator_learning_rate: GeneratorRate = Field(2e-3)
    discriminator_learning_rate: DiscriminatorRate = Field(2e-3)
    discriminator_steps: int = Field(
        1,
        ge=1,
        le=20,
        title=N_("Lessons of the judge per step"),
        description=N_(
            "How often the judge learns before the generator does. More: a stronger judge, and longer steps."
        ),
    )
    decay_steps: DecaySteps = Field(2000)
    beta_1: Beta1 = Field(0.0)
    beta_2: Beta2 = Field(0.99)
    ema_decay: Averaging = Field(0.999)
    mismatch: Mismatch = Field(0.0)

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        changes = tuple(f"augmentation.{name}" for name in self.augmentation.dials)
        return (*super().dials, "discriminator_steps", *changes, "instance_noise")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        augmented = (AUGMENTED,) if self.augmentation.varies else ()
        return (*LOSSES, *(SCORES if self.judges_by_probability else LOGITS), *augmented)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        augmented = (AUGMENTATION_CHART,) if self.augmentation.varies else ()
        return (belief_panel(self.objective), LOSS_CHART, *augmented)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        tell = adversarial_words.of_scores if self.judges_by_probability else adversarial_words.of_logits
        return tell(step, measures)

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if self.coarse_steps and dataset.medium.name != "images":
            raise ConfigError("coarse_steps", self.coarse_steps, N_("0: only pictures can be coarse or sharp"))
        self.constraint.check(self.penalty)
        self.architecture.check(self.network_spec(dataset))
        self.augmentation.check(dataset)

    def maker(self, dataset: Dataset) -> AdversarialMaker:
        """See :meth:`Method.maker`."""
        return AdversarialMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> AdversarialLearner:
        """See :meth:`Method.learner`."""
        return AdversarialLearner(self, dataset, data, seed)
