"""A generator of clips in training, with a judge of frames and one of clips."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.methods.adam import Adam
from ganboard.methods.adversarial_learner import beliefs, verdicts
from ganboard.methods.average import average
from ganboard.methods.base import Learner, Phase
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN
from ganboard.methods.reading import all_right, misread
from ganboard.methods.restraint import Restraint
from ganboard.methods.rival_look import RivalLook
from ganboard.methods.rival_stills import stills
from ganboard.methods.standing import dial_variables
from ganboard.penalties.none import NoPenalty

if TYPE_CHECKING:
    from ganboard.methods.clips import Clips
    from ganboard.methods.still import Still

LATENTS, BATCH, WRONG_KIND, ASKED, FRAME, WRONG_MOTION = range(6)
"""What chance is drawn for."""
WINDOW = 3.0
"""The average looks back over a third of the steps: with a tenth, as elsewhere, all frames are speckled."""


class ClipsLearner(Learner):
    """The generator, its judges as one network, their optimizers, and the running average of the generator.

    What the judges say of a clip are two logits: of one of its frames, drawn by chance, and of the whole.

    Args:
        method: The settings.
        dataset: What kind of clip they learn.
        data: Clips with the number of what is done, and of who is seen.
        seed: The start of all chance.
    """

    def __init__(self, method: Clips, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Clips = method
        self.seed = seed
        keras.utils.set_random_seed(seed)
        trained, self.maker = method.maker(dataset), method.maker(dataset)
        self.trained_generator, self.judging = trained.generator, trained.networks["discriminator"]
        self.frame_judge, self.clip_judge = trained.frame_judge, trained.clip_judge
        self.maker.generator.set_weights(self.trained_generator.get_weights())
        self.generator_adam = Adam(self.trained_generator, method.beta_1, method.beta_2)
        self.discriminator_adam = Adam(self.judging, method.beta_1, method.beta_2)
        self.restraint = Restraint(method.penalty, method.constraint, self.judging, seed)
        self.sizes = method.sizes(dataset)
        beings = NetworkSpec((), 0, int(np.prod(self.sizes)), self.sizes)
        self.values, self.neighbours = tf.constant(beings.values()), tf.constant(beings.neighbours())
        self.motions, self.latent_size = trained.spec.classes, trained.spec.latent_size
        self.clips = tf.constant(np.asarray(data.samples))
        self.labels = tf.constant(data.labels, tf.int32)
        self.kinds = tf.constant(data.columns["kinds"], tf.int32)
        self.phases = (Phase("joint", N_("All networks"), self.compute, self.apply),)
        own = ("generator_learning_rate", "discriminator_learning_rate", "reading", "obedience")
        self.dials = dial_variables(method, own) | self.restraint.dials
        owners = {"generator": self.trained_generator, "discriminator": self.judging, SHOWN: self.maker.generator}
        self.variables = {f"{owner}/{w.path}": w.value for owner, network in owners.items() for w in network.weights}
        for name in ("generator_adam", "discriminator_adam"):
            adam: Adam = getattr(self, name)
            self.variables |= {f"{name}/{slot}": variable for slot, variable in adam.slots.items()}
        self.variables |= self.restraint.variables

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes, what the judges say of both kinds, the losses, and all gradients."""
        found = self._drawn(Chance(self.seed, step), step)
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            found["fake"] = self.made(found)
            found["seen"] = found["real"], found["fake"]
            self._meet(found, Chance(self.seed, step))
        found["discriminator_gradients"] = discriminator_tape.gradient(
            found["discriminator_total"], self.discriminator_adam.weights
        )
        found["generator_gradients"] = generator_tape.gradient(found["generator_total"], self.generator_adam.weights)
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
        # A zero more would have gradients added in another order, which changes last bits.
        total = loss if isinstance(method.penalty, NoPenalty) else loss + penalty
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

    def look(self, step: Any) -> Callable[[], tuple[Still, ...]]:
        """See :meth:`Learner.look`."""
        return partial(stills, RivalLook(self, step))

    def made(self, found: dict[str, Any]) -> Any:
        """Clips from the noise of a step, of the motions that are asked for there."""
        return self.trained_generator([found["latents"], found["asked"]], training=True)

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """The judges' logits of a step's clips, real ones and fakes, (count, judges)."""
        real_logits, fake_logits = (
            self._judged(found, clips, *self._told(found, kind))[0] for clips, kind in ((real, "real"), (fake, "fake"))
        )
        return real_logits, fake_logits

    def shown(self, found: dict[str, Any], fake: Any) -> Any:
        """Fakes as the judges see them: as they are."""
        return fake

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move all networks, and the average after them."""
        method, number = self.method, tf.cast(computed["step"] + 1, tf.float32)
        slower = tf.math.rsqrt(1 + number / method.decay_steps) if method.decay_steps else 1.0
        gradients = {name: computed[f"{name}_gradients"] for name in ("discriminator", "generator")}
        # All gradients belong to the networks as they were: no weight may move before all are known.
        with tf.control_dependencies([tf.convert_to_tensor(one) for each in gradients.values() for one in each]):
            rate = self.dials["discriminator_learning_rate"] * slower
            self.discriminator_adam.apply(gradients["discriminator"], rate, number)
            self.restraint.settle(computed["remembered"])
            rate = self.dials["generator_learning_rate"] * slower
            self.generator_adam.apply(gradients["generator"], rate, number)
            average(self.maker.generator, self.trained_generator, number, method.ema_decay, WINDOW)
        names = ("discriminator_loss", "generator_loss", "penalty", *(measure.name for measure in method.readings))
        told = beliefs if method.judges_by_probability else verdicts
        return {name: computed[name] for name in names} | told(computed["real_logits"], computed["fake_logits"])
