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
        description=N_("Which mistakes of the two networks count how much. It decides how steadily they get better."),
    ),
]
Brake = Annotated[
    Penalty,
    PENALTIES,
    Field(
        title=N_("Penalty"),
        description=N_(
            "A brake on the judge (discriminator D), so that it is never too sure. Without one, what comes out may jump or "
            "become all alike."
        ),
    ),
]
Hold = Annotated[
    Constraint,
    CONSTRAINTS,
    Field(
        title=N_("Constraint"),
        description=N_("Another brake on the judge: how large the numbers in it may become."),
    ),
]
BatchSize = Annotated[
    int,
    Field(
        ge=2,
        le=1024,
        title=N_("Samples per step"),
        description=N_(
            "How many are looked at before the networks change once. More: calmer, but each step takes longer."
        ),
    ),
]
GeneratorRate = Annotated[
    float,
    Field(
        gt=0,
        le=1,
        title=N_("Learning rate of the generator"),
        description=N_(
            "How far the generator G moves at each step. Large: what it makes changes fast, or jumps to and fro."
        ),
    ),
]
DiscriminatorRate = Annotated[
    float,
    Field(
        gt=0,
        le=1,
        title=N_("Learning rate of the judge"),
        description=N_(
            "How far the judge (discriminator D) moves at each step. Large: it wins early, and the generator learns little."
        ),
    ),
]
DecaySteps = Annotated[
    int,
    Field(
        ge=0,
        le=10_000_000,
        title=N_("Calm down after"),
        description=N_(
            "After so many steps all move only 71% as far at each step, after three times as many half as far: what comes out "
            "changes less and less. 0: never."
        ),
    ),
]
Beta1 = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Adam β₁"),
        description=N_(
            "How much a network keeps going the way it went before. Much: what comes out swings. GANs like little."
        ),
    ),
]
Beta2 = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Adam β₂"),
        description=N_("How long a network remembers how steep its way was. Closer to 1: more even steps."),
    ),
]
Averaging = Annotated[
    float,
    Field(
        ge=0,
        lt=1,
        title=N_("Averaging of the generator"),
        description=N_(
            "What you see is made by a running average of the generator. Closer to 1: calmer, but it lags behind."
        ),
    ),
]
GeneratorWidth = Annotated[
    int,
    Field(
        ge=4,
        le=128,
        title=N_("Width of the generator"),
        description=N_("Filters in the layers next to the image. More: finer, but slower."),
    ),
]
JudgeWidth = Annotated[
    int,
    Field(
        ge=4,
        le=128,
        title=N_("Width of the judge"),
        description=N_("Filters in the layers next to the image. More: finer, but slower."),
    ),
]
Mismatch = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        title=N_("Wrong labels count as fake"),
        description=N_(
            "How strongly the judge also rejects a real one with a wrong label. A little: what you ask for comes more surely."
        ),
    ),
]
Reading = Annotated[
    float,
    Field(
        gt=0,
        le=100,
        title=N_("Weight of reading"),
        description=N_("How much the judge cares to name real ones right."),
    ),
]
Obedience = Annotated[
    float,
    Field(
        ge=0,
        le=100,
        title=N_("Weight of obedience"),
        description=N_("How much the generator cares to do as it is told. Much: obedient, but rough."),
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
        """See :meth:`Method.ran_away`. A critic's loss has no natural size; what counts is how far apart its values lie."""
        if self.judges_by_probability:
            return adversarial_words.ran_away(measures)
        return adversarial_words.values_ran_away(measures) if self.objective.teaches else None

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`: what the judge says of real ones and of fakes."""
        if self.judges_by_probability:
            return of_scores(measures)
        return of_distance(measures, past) if self.objective.even is None else of_targets(measures)

    @property
    def judges_by_probability(self) -> bool:
        """See :attr:`Method.judges_by_probability`."""
        return self.objective.logistic
