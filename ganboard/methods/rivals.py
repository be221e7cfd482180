"""What methods have in common in which a generator plays against a judge: settings, each described once, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from ganboard.constraints import CONSTRAINTS, Constraint
from ganboard.datasets import Dataset
from ganboard.i18n import N_
from ganboard.methods import adversarial_words
from ganboard.methods.share import Past, Share, of_distance, of_scores, of_targets
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES, Penalty

Game = Annotated[
    Objective,
    OBJECTIVES,
    Field(
        title=N_("Objective"),
        description=N_("What each of the two networks tries to achieve."),
    ),
]
Brake = Annotated[
    Penalty,
    PENALTIES,
    Field(
        title=N_("Penalty"),
        description=N_("What keeps the discriminator from becoming too steep."),
    ),
]
Hold = Annotated[
    Constraint,
    CONSTRAINTS,
    Field(
        title=N_("Constraint"),
        description=N_("What the discriminator's weights are held to after each of its steps."),
    ),
]
BatchSize = Annotated[
    int,
    Field(
        ge=2,
        le=1024,
        title=N_("Samples per step"),
        description=N_("How many samples are looked at before the networks change once."),
    ),
]
GeneratorRate = Annotated[
    float,
    Field(gt=0, le=1, title=N_("Learning rate of G"), description=N_("How far the generator moves at each step.")),
]
DiscriminatorRate = Annotated[
    float,
    Field(gt=0, le=1, title=N_("Learning rate of D"), description=N_("How far the discriminator moves at each step.")),
]
DecaySteps = Annotated[
    int,
    Field(
        ge=0,
        le=10_000_000,
        title=N_("Slow down over"),
        description=N_(
            "Steps after which the learning rates have fallen to 71%, and after three times as many to half. 0: never."
        ),
    ),
]
Beta1 = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Adam β₁"),
        description=N_("How much of the last direction the optimizer keeps. GANs like little."),
    ),
]
Beta2 = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Adam β₂"),
        description=N_("How long the optimizer remembers how large the gradients were."),
    ),
]
Averaging = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Averaging of G"),
        description=N_(
            "The samples shown come from a running average of the generator. Closer to 1: calmer, but later."
        ),
    ),
]


class Rivals:
    """A method of two players. Their settings stand in the method itself, in its own order, with its own defaults."""

    players: ClassVar[dict[str, str]] = {
        "generator": "generator_learning_rate",
        "discriminator": "discriminator_learning_rate",
    }
    if TYPE_CHECKING:
        objective: Game
        penalty: Brake

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*self.players.values(), *self.penalty.flat_dials)

    def ran_away(self, measures: dict[str, float]) -> dict[str, Any] | None:
        """See :meth:`Method.ran_away`. A critic's loss has no natural size."""
        return adversarial_words.ran_away(measures) if self.judges_by_probability else None

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`: what the judge says of real ones and of fakes."""
        if self.judges_by_probability:
            return of_scores(measures)
        return of_distance(measures, past) if self.objective.even is None else of_targets(measures)

    @property
    def judges_by_probability(self) -> bool:
        """See :attr:`Method.judges_by_probability`."""
        return self.objective.logistic
