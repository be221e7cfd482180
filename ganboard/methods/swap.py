"""Pictures of one kind that become pictures of another, learned without one pair."""

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
    Rivals,
)
from ganboard.methods.share import Past, Share, share
from ganboard.methods.swap_learner import SwapLearner
from ganboard.methods.swap_maker import THERE, SwapMaker

CYCLE = Measure(
    "cycle", N_("there and back"), "loss", "real", "again", "cycle", N_("Difference after there and back again")
)
"""How far pictures are from themselves after both networks, the mean of both sides' mean absolute differences, from 0 to 2."""
IDENTITY = Measure(
    "identity", N_("already there"), "loss", "noise", "again", "id", N_("Change of what is on the right side already")
)
"""How far pictures are from what the network makes of them that leads to their own side, likewise."""
AGAIN = Panel(
    "again",
    N_("How far off are they after there and back, and how much is what is there already changed?"),
    N_("Mean absolute difference of pictures from themselves after both networks, and after one, over training steps."),
)
OFF = N_("There and back, pictures are off by {count} of 100 (0: just the same, 100: black instead of white)")
BLACK_TO_WHITE = 2.0
"""From black to white, as networks see pictures."""
TELLING = 0.25
"""Where judges give made pictures less than this, they see at once that these are not of the other side."""
CHOICE = 2
"""Random numbers of which the last one decides which picture is changed; networks hear nothing of them."""


@METHODS.register
class Swap(Rivals, Method):
    """Two networks that change pictures of each side into those of the other, and a judge of each side; there are no pairs.

    Each network learns to have the judge of its side take what it makes for real, to lead back what the other made (cycle
    consistency), and to leave alone what is on its side already (identity). Data are parted in halves: of no thing both
    sides are seen.

    Reference: Zhu et al. 2017, Eqs. 1 to 3, and Section 5.2 for the identity term, arXiv:1703.10593; running average of the
    generators' weights: Yazıcı et al. 2019, arXiv:1806.04498, with a window that grows with the steps.
    Differs from the papers: small networks that add a change to what they are given; losses are means over both sides instead of
    sums; no buffer of earlier fakes; a penalty holds the judges, measured on the means of their patches; a judge's verdict counts
    for both losses, so generators follow it as it was before this step's update.
    """

    name: ClassVar[str] = "swap"
    title: ClassVar[str] = N_("Swap it")
    summary: ClassVar[str] = N_(
        "Turns day into night, or thin into fat, and back again. It never sees one and the same thing as both."
    )
    order: ClassVar[int] = 5
    abilities: ClassVar[frozenset[str]] = frozenset({"swap"})
    needs: ClassVar[tuple[str, ...]] = ("labels",)
    networks: ClassVar[tuple[str, ...]] = (SHOWN, THERE, "discriminator")
    sized_by: ClassVar[tuple[str, ...]] = ("width", "judge_width")
    story: ClassVar[str] = N_(
        "There are two heaps of pictures, and no two belong together. One {generator} turns pictures of the first heap into "
        "pictures like the second, another one turns them back. A {discriminator} for each heap tells {real} from made ones. "
        "And whoever goes there and back must come home the same."
    )
    untrained: ClassVar[str] = N_("Nothing is learned yet: the generators leave pictures nearly as they are.")

    objective: Game = Field("nonsaturating", validate_default=True)
    penalty: Brake = Field("r1", validate_default=True)
    constraint: Hold = Field("none", validate_default=True)
    cycle: float = Field(
        5.0,
        ge=0,
        le=10_000,
        title=N_("Weight of “there and back”"),
        description=N_(
            "How much it counts that a picture comes home the same (cycle consistency). 0: it may become another one."
        ),
    )
    identity: float = Field(
        2.5,
        ge=0,
        le=10_000,
        title=N_("Weight of “leave alone”"),
        description=N_(
            "How much it counts that what is on the right side already stays as it is. 0: colours may be swapped or reversed."
        ),
    )
    width: GeneratorWidth = Field(16)
    judge_width: JudgeWidth = Field(16)
    batch_size: BatchSize = Field(4)
    generator_learning_rate: GeneratorRate = Field(2e-3)
    discriminator_learning_rate: DiscriminatorRate = Field(1e-3)
    decay_steps: DecaySteps = Field(1000)
    beta_1: Beta1 = Field(0.5)
    beta_2: Beta2 = Field(0.99)
    ema_decay: Averaging = Field(0.999)

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*super().dials, "cycle", "identity")

    @property
    def told_fakes(self) -> int:
        """Of how many fakes the judges are told in a step: a batch on each side."""
        return 2 * self.batch_size

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*LOSSES, CYCLE, IDENTITY, *(SCORES if self.judges_by_probability else LOGITS))

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (AGAIN, belief_panel(self.objective), LOSS_CHART)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        far = measures.get("cycle")
        if far is None:
            return message(N_("What was measured at this step was not written down."))
        if step < adversarial_words.BEGINNING:
            sentence = N_("Both have only just begun: each still makes nearly what it is given.")
        elif not self.cycle:
            sentence = N_(
                "Nobody asks for the way back. The judges want pictures of the other side, and any will do: there and back, "
                "they are off by {off}."
            )
        elif far < 0.16 and self.judges_by_probability and measures.get("fake_score", 1.0) < TELLING:
            sentence = N_(
                "Pictures come home almost the same: there and back, they are off by {off}. But the judges see at once which ones "
                "were made: perhaps hardly anything is changed."
            )
        elif far < 0.16:
            sentence = N_(
                "Pictures of each side become pictures of the other, and come home almost the same: there and back, they "
                "are off by {off}."
            )
        else:
            sentence = N_("They learn to find the way back: there and back, pictures are off by {off} for now.")
        return message(sentence, off=f"{far / BLACK_TO_WHITE:.1%}")

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`."""
        far = measures.get("cycle")
        off = share(OFF, None if far is None else far / BLACK_TO_WHITE, "fake")
        return (off, *super().shares(dataset, measures, past))

    def missing(self, dataset: Dataset) -> list[str]:
        """See :meth:`Method.missing`: a dataset with two sides has all."""
        return super().missing(dataset) + ([] if len(dataset.sides) == 2 else ["sides"])

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        self.constraint.check(self.penalty)
        if any(length % 4 for length in dataset.shape[:2]):
            raise ConfigError("dataset", dataset.name, N_("pictures whose height and width are multiples of 4"))

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`. The class says what is changed; the networks are not told it."""
        factors = tuple(len(factor) for factor in dataset.factors)
        return NetworkSpec(dataset.shape, CHOICE, len(dataset.classes), factors)

    def blueprint(self, dataset: Dataset) -> str:
        """See :meth:`Method.blueprint`."""
        return f"{self.name} {self.width} {self.judge_width} {dataset.name} {self.network_spec(dataset)!r}"

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """See :meth:`Method.slots`."""
        height, width, channels = dataset.shape
        return (
            Slot("latents", "noise", CHOICE),
            Slot("labels", "classes", len(dataset.classes)),
            Slot("pictures", "picture", height * width * channels, dataset.shape),
        )

    def maker(self, dataset: Dataset) -> SwapMaker:
        """See :meth:`Method.maker`."""
        return SwapMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> SwapLearner:
        """See :meth:`Method.learner`."""
        return SwapLearner(self, dataset, data, seed)
