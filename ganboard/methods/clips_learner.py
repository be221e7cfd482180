"""A generator of clips in training, with a judge of frames and one of clips."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN
from ganboard.methods.reading import all_right, misread
from ganboard.methods.rival_learner import JointLearner

if TYPE_CHECKING:
    from ganboard.methods.clips import Clips

LATENTS, BATCH, WRONG_KIND, ASKED, FRAME, WRONG_MOTION = range(6)
"""What chance is drawn for."""


class ClipsLearner(JointLearner):
    """The generator, its judges as one network, their optimizers, and the running average of the generator.

    What the judges say of a clip are two logits: of one of its frames, drawn by chance, and of the whole.

    Args:
        method: The settings.
        dataset: What kind of clip they learn.
        data: Clips with the number of what is done, and of who is seen.
        seed: The start of all chance.
    """

    window = 3.0
    """With a tenth of the steps, as elsewhere, instead of a third, all frames are speckled."""

    def __init__(self, method: Clips, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Clips = method
        self.seed = seed
        keras.utils.set_random_seed(seed)
        trained, self.maker = method.maker(dataset), method.maker(dataset)
        self.trained_generator, self.averages = trained.generator, self.maker.generator
        self.discriminator = self.judging = trained.networks["discriminator"]
        self.frame_judge, self.clip_judge = trained.frame_judge, trained.clip_judge
        self.sizes = method.sizes(dataset)
        beings = NetworkSpec((), 0, int(np.prod(self.sizes)), self.sizes)
        self.values, self.neighbours = tf.constant(beings.values()), tf.constant(beings.neighbours())
        self.motions, self.latent_size = trained.spec.classes, trained.spec.latent_size
        self.clips = tf.constant(np.asarray(data.samples))
        self.labels = tf.constant(data.labels, tf.int32)
        self.kinds = tf.constant(data.columns["kinds"], tf.int32)
        self.measured = ("discriminator_loss", "generator_loss", "penalty", *(one.name for one in method.readings))
        self.owners = {"generator": self.trained_generator, "discriminator": self.judging, SHOWN: self.averages}
        self._start(N_("All networks"))

    @property
    def each_judge(self) -> tuple[Any, ...]:
        """See :attr:`RivalLearner.each_judge`."""
        return tuple(judge for judge in (self.frame_judge, self.clip_judge) if judge is not None)

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes, what the judges say of both kinds, the losses, and all gradients."""
        found = self._drawn(Chance(self.seed, step), step)
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            found["fake"] = self.made(found)
            found["seen"] = found["real"], found["fake"]
            self._meet(found, Chance(self.seed, step))
        found["discriminator_gradients"] = discriminator_tape.gradient(
            found["discriminator_total"], self.adams["discriminator"].weights
        )
        found["generator_gradients"] = generator_tape.gradient(
            found["generator_total"], self.adams["generator"].weights
        )
        return found

    def _drawn(self, chance: Chance, step: Any) -> dict[str, Any]:
        count = self.method.batch_size
        index = chance.whole(BATCH, [count], 0, self.clips.shape[0])
        latents = chance.normal(LATENTS, [count, self.latent_size])
        return {
            "step": step,
            "real": self.maker.medium.learned(tf.gather(self.clips, index)),
            "labels": tf.gather(self.labels, index),
            "kinds": tf.gather(self.kinds, index),
            "latents": latents,
            "asked": chance.whole(ASKED, [count], 0, self.motions),
            "beings": tf.gather(self.values, self.chosen(latents)),
            "frames": chance.whole(FRAME, [count], 0, self.clips.shape[1]),
        }

    def _meet(self, found: dict[str, Any], chance: Chance) -> None:
        """Have both kinds judged and read; what comes of it is added to ``found``."""
        method = self.method
        of_real, of_fake = self._told(found, "real"), self._told(found, "fake")
        real_logits, real_read = self._judged(found, found["real"], *of_real)
        fake_logits, fake_read = self._judged(found, found["fake"], *of_fake)
        loss = self._mean(method.objective.discriminator_loss, real_logits, fake_logits)
        penalty, found["remembered"] = self.restraint.measure(
            lambda clips: tf.reduce_sum(self._judged(found, clips, *of_real)[0], axis=1),
            found["seen"],
            (tf.reduce_sum(real_logits, axis=1), tf.reduce_sum(fake_logits, axis=1)),
            chance,
            found["step"],
        )
        total = self._penalized(loss, penalty)
        if method.mismatch:
            total += method.mismatch * self._mismatch(found, chance, real_logits)
        total += self.dials["reading"] * self._misread(real_read, *of_real)
        generator_loss = self._mean(method.objective.generator_loss, real_logits, fake_logits)
        wanted = generator_loss + self.dials["obedience"] * self._misread(fake_read, *of_fake)
        found.update(real_logits=real_logits, fake_logits=fake_logits, discriminator_loss=loss, penalty=penalty)
        found.update(discriminator_total=total, generator_loss=generator_loss, generator_total=wanted)
        found.update(self._right(fake_read, *of_fake))

    def _told(self, found: dict[str, Any], kind: str) -> tuple[Any, Any]:
        """What the judges are told of a step's clips: motions, (count,), and values of the creatures' factors, (count, values)."""
        if kind == "fake":
            return found["asked"], found["beings"]
        return found["labels"], tf.gather(self.values, found["kinds"])

    def _judged(self, found: dict[str, Any], clips: Any, labels: Any, values: Any) -> tuple[Any, list[Any]]:
        """The judges' logits of the first clips of a batch, (count, judges), and what their readers read."""
        count, said = clips.shape[0], []
        if self.frame_judge is not None:
            frames = tf.gather(clips, found["frames"][:count], axis=1, batch_dims=1)
            said.append(self.frame_judge([frames, values[:count]], training=True))
        if self.clip_judge is not None:
            said.append(self.clip_judge([clips, labels[:count]], training=True))
        return tf.stack([logits for logits, _ in said], axis=1), [read for _, read in said]

    def _mean(self, loss: Callable[[Any, Any], Any], real_logits: Any, fake_logits: Any) -> Any:
        """A loss, the mean of those of the judges: an objective that compares logits must not compare one's with the other's."""
        each = zip(tf.unstack(real_logits, axis=1), tf.unstack(fake_logits, axis=1), strict=True)
        return tf.reduce_mean(tf.stack([loss(real, fake) for real, fake in each]))

    def _mismatch(self, found: dict[str, Any], chance: Chance, real_logits: Any) -> Any:
        """What half of the real clips add to the judges' loss with a wrong motion, and a creature wrong by one factor."""
        half = max(1, self.method.batch_size // 2)
        labels, kinds = found["labels"][:half], found["kinds"][:half]
        which = chance.whole(WRONG_KIND, [half], 0, self.neighbours.shape[1])
        others = tf.gather_nd(self.neighbours, tf.stack([kinds, which], axis=1))
        wrong = (labels + chance.whole(WRONG_MOTION, [half], 1, self.motions)) % self.motions
        logits, _ = self._judged(found, found["real"][:half], wrong, tf.gather(self.values, others))
        return self._mean(self.method.objective.fake_loss, real_logits[:half], logits)

    def _misread(self, read: list[Any], labels: Any, values: Any) -> Any:
        """The cross-entropy of what is read, summed over the creature's factors and the motion."""
        return tf.add_n(
            [misread(logits, *wanted) for logits, wanted in zip(read, self._wanted(labels, values), strict=True)]
        )

    def _right(self, read: list[Any], labels: Any, values: Any) -> dict[str, Any]:
        """In which part of the clips each reader reads all right, by measure."""
        each = zip(self.method.readings, read, self._wanted(labels, values), strict=True)
        return {measure.name: all_right(logits, *wanted) for measure, logits, wanted in each}

    def _wanted(self, labels: Any, values: Any) -> list[tuple[Any, tuple[int, ...]]]:
        """What each reader that there is should read, and how many values there are of what it reads."""
        creature = [] if self.frame_judge is None else [(values, self.sizes)]
        motion = [] if self.clip_judge is None else [(tf.one_hot(labels, self.motions), (self.motions,))]
        return [*creature, *motion]

    def chosen(self, latents: Any) -> Any:
        """The kinds that latents choose, int32, (count,): of each factor the value of the largest number."""
        kind = tf.zeros(latents.shape[:1], tf.int32)
        for size, numbers in zip(self.sizes, tf.split(latents[:, : sum(self.sizes)], self.sizes, axis=1), strict=True):
            kind = kind * size + tf.argmax(numbers, axis=1, output_type=tf.int32)
        return kind

    def made(self, found: dict[str, Any]) -> Any:
        """Clips from the noise of a step, of the motions that are asked for there."""
        return self.trained_generator([found["latents"], found["asked"]], training=True)

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """The judges' logits of a step's clips, real ones and fakes, (count, judges)."""
        real_logits, fake_logits = (
            self._judged(found, clips, *self._told(found, kind))[0] for clips, kind in ((real, "real"), (fake, "fake"))
        )
        return real_logits, fake_logits
