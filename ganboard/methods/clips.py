"""Clips: who is seen and how it moves come from noise of their own."""

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
from ganboard.methods.clips_learner import ClipsLearner
from ganboard.methods.clips_maker import ClipsMaker
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
    Mismatch,
    Obedience,
    Reading,
    Rivals,
)
from ganboard.methods.share import Past, Share, share

CREATURE = Measure(
    "fake_creature",
    N_("the creature"),
    "score",
    "fake",
    "readings",
    "who",
    N_("Frames with the creature that was asked for"),
)
MOTION = Measure(
    "fake_motion",
    N_("the motion"),
    "score",
    "noise",
    "readings",
    "moves",
    N_("Clips with the motion that was asked for"),
)
"""The parts of the fakes in one frame of which a reader reads all factors of the creature, and in which another reads the
motion, as they were asked for."""
READERS = Panel(
    "readings",
    N_("How often do networks that look at clips see what was asked for?"),
    N_("Share of fakes that show the creature asked for, and share that move as asked, over training steps."),
    range=(0.0, 1.0),
)


@METHODS.register
class Clips(Rivals, Method):
    """A generator of clips whose noise has two parts, who is seen and how it moves, against a judge of frames and one of clips.

    The judge of frames sees one frame of each clip, drawn by chance, and is told who should be seen; the judge of clips sees all of
    them, without colours, and is told the motion. Each has a reader, which learns from real clips alone, and G learns to be read
    right.

    Reference: Tulyakov et al. 2018, Section 3, arXiv:1707.04993; the readers: Odena et al. 2017, Section 3, arXiv:1610.09585; wrong
    labels: Reed et al. 2016, Algorithm 1, arXiv:1605.05396; running average of G's weights: Yazıcı et al. 2019, arXiv:1806.04498,
    with a window that grows with the steps.
    Differs from the papers: the poses of all frames come from one small network at once; the kind of creature is chosen by the
    first numbers of the noise; the losses of the two judges are averaged, and both are told what they should see.
    """

    name: ClassVar[str] = "clips"
    title: ClassVar[str] = N_("Let it move")
    summary: ClassVar[str] = N_("Short clips. Who is seen and how it moves are two things, each with noise of its own.")
    order: ClassVar[int] = 5
    abilities: ClassVar[frozenset[str]] = frozenset({"make", "open", "move"})
    needs: ClassVar[tuple[str, ...]] = ("clips", "labels", "kinds")
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "discriminator")
    sized_by: ClassVar[tuple[str, ...]] = ("width", "judge_width", "content_size", "motion_size")
    story: ClassVar[str] = N_(
        "From {noise} the {generator} draws a creature in eight poses. Each {discriminator} compares that with {real}: one "
        "looks at single frames, the other at how it moves."
    )

    objective: Game = Field("nonsaturating", validate_default=True)
    penalty: Brake = Field({"name": "r1", "gamma": 1.0}, validate_default=True)
    constraint: Hold = Field("none", validate_default=True)
    frame_judge: bool = Field(
        True,
        title=N_("A judge of single frames"),
        description=N_("Looks at one frame at a time, in colour. Without it, the creatures melt."),
    )
    clip_judge: bool = Field(
        True,
        title=N_("A judge of whole clips"),
        description=N_("Looks at what changes from frame to frame. Without it, creatures do not move as you ask."),
    )
    mismatch: Mismatch = Field(1.0)
    reading: Reading = Field(0.5)
    obedience: Obedience = Field(0.1)
    width: GeneratorWidth = Field(24)
    judge_width: JudgeWidth = Field(24)
    content_size: int = Field(
        29,
        ge=1,
        le=256,
        title=N_("Noise for who is seen"),
        description=N_(
            "How many random numbers say who is seen, besides those that choose colour, body, eyes, mouth and head."
        ),
    )
    motion_size: int = Field(
        8,
        ge=1,
        le=64,
        title=N_("Noise for how it moves"),
        description=N_("How many random numbers say how it moves, such as how far and to which side."),
    )
    batch_size: BatchSize = Field(12)
    generator_learning_rate: GeneratorRate = Field(2e-3)
    discriminator_learning_rate: DiscriminatorRate = Field(2e-3)
    decay_steps: DecaySteps = Field(2000)
    beta_1: Beta1 = Field(0.0)
    beta_2: Beta2 = Field(0.99)
    ema_decay: Averaging = Field(0.9997)

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return (*super().dials, "reading", "obedience")

    @property
    def readings(self) -> tuple[Measure, ...]:
        """What its readers measure: one for each judge that there is."""
        return tuple(measure for measure, there in ((CREATURE, self.frame_judge), (MOTION, self.clip_judge)) if there)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return (*LOSSES, *self.readings, *(SCORES if self.judges_by_probability else LOGITS))

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return (READERS, belief_panel(self.objective), LOSS_CHART)

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        creature, motion = (measures.get(measure.name) for measure in (CREATURE, MOTION))
        if creature is None and motion is None:
            return message(N_("What was measured at this step was not written down."))
        if not self.frame_judge:
            sentence = N_("No judge looks at single frames: it may move, but what moves melts.")
        elif not self.clip_judge:
            sentence = N_("No judge looks at how it moves: single frames become better, but no motion is learned.")
        elif step < adversarial_words.BEGINNING:
            sentence = N_("All have only just begun: the generator still has to find out what a creature is.")
        elif (creature or 0) < 0.5:
            sentence = N_("Creatures take shape. Something moves already.")
        elif (motion or 0) < 0.9:
            sentence = N_("It is clear who is seen. The generator still practises how each of them moves.")
        else:
            sentence = N_("They move as they were asked to, and stay who they are.")
        return message(sentence)

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`."""
        said = {
            CREATURE.name: (
                N_("{count} of 100 frames show the creature that was asked for"),
                N_("{count} of 100 frames shows the creature that was asked for"),
            ),
            MOTION.name: (
                N_("{count} of 100 clips move as was asked for"),
                N_("{count} of 100 clips moves as was asked for"),
            ),
        }
        own = tuple(
            share(many, measures.get(each.name), "judge" if each is CREATURE else "noise", one=one)
            for each in self.readings
            for many, one in [said[each.name]]
        )
        return (*own, super().shares(dataset, measures, past)[-1])

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if not (self.frame_judge or self.clip_judge):
            raise ConfigError("clip_judge", False, N_("true, or a judge of single frames: somebody must judge"))
        self.constraint.check(self.penalty)

    def sizes(self, dataset: Dataset) -> tuple[int, ...]:
        """How many values each factor has by which those differ that are seen."""
        return tuple(len(factor) for factor in dataset.beings)

    def network_spec(self, dataset: Dataset) -> NetworkSpec:
        """See :meth:`Method.network_spec`."""
        size = sum(self.sizes(dataset)) + self.content_size + self.motion_size
        return NetworkSpec(dataset.shape, size, len(dataset.classes))

    def blueprint(self, dataset: Dataset) -> str:
        """See :meth:`Method.blueprint`."""
        own = (self.width, self.judge_width, self.motion_size, self.frame_judge, self.clip_judge)
        return f"{self.name} {own!r} {self.sizes(dataset)!r} {self.network_spec(dataset)!r}"

    def slots(self, dataset: Dataset) -> tuple[Slot, ...]:
        """See :meth:`Method.slots`."""
        size = self.network_spec(dataset).latent_size
        return (Slot("latents", "noise", size), Slot("labels", "classes", len(dataset.classes)))

    def maker(self, dataset: Dataset) -> ClipsMaker:
        """See :meth:`Method.maker`."""
        return ClipsMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> ClipsLearner:
        """See :meth:`Method.learner`."""
        return ClipsLearner(self, dataset, data, seed)
