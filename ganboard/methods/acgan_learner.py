"""An AC-GAN in training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.backend import tf
from ganboard.datasets import Data, Dataset
from ganboard.methods.adversarial_learner import AdversarialLearner
from ganboard.methods.chance import Chance
from ganboard.methods.maker import inputs
from ganboard.methods.reading import all_right, misread

if TYPE_CHECKING:
    from ganboard.methods.acgan import ACGAN

LOOK = 4
"""At each step the reader is asked of unseen samples, so many times fewer than a batch has: they only tell how well it does."""


class ACGANLearner(AdversarialLearner):
    """G, D and the reader.

    Args:
        method: The settings.
        dataset: What kind of thing they learn.
        data: What they learn from.
        seed: The start of all chance.
    """

    def __init__(self, method: ACGAN, dataset: Dataset, data: Data, seed: int) -> None:
        super().__init__(method, dataset, data, seed)
        self.acgan: ACGAN = method
        spec = method.network_spec(dataset)
        self.sizes, self.values = spec.sizes, tf.constant(spec.values())
        self.unseen: Any = None

    def meet_unseen(self, data: Data) -> None:
        """See :meth:`Learner.meet_unseen`: how well the reader names these is measured, no gradient comes of it."""
        mixed = data.take(np.random.default_rng(self.seed).permutation(len(data)))  # sets are sorted by class
        self.unseen = tf.constant(mixed.samples), tf.constant(mixed.labels, tf.int32)

    def judge(self, images: Any, labels: Any) -> Any:
        """See :meth:`Learner.judge`; D is not told the labels."""
        return self.discriminator(images, training=True)

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """See :meth:`Learner.opinion`."""
        return self.discriminator(samples, training=False)

    def _meet(self, found: dict[str, Any], chance: Chance) -> None:
        """Have fakes made, and both kinds judged and named."""
        acgan, real, labels = self.acgan, found["real"], found["labels"]
        found["fake"] = self.trained_generator(inputs(found["latents"], labels), training=True)
        real, fake = self.seen.of(found, chance, real, found["fake"])
        real_logits, real_read = self.judging(real, training=True)
        fake_logits, fake_read = self.judging(fake, training=True)
        loss = acgan.objective.discriminator_loss(real_logits, fake_logits)
        penalty = self._penalty(found, chance, (real, fake), (real_logits, fake_logits))
        wanted = tf.gather(self.values, labels)
        misnamed, disobedience = misread(real_read, wanted, self.sizes), misread(fake_read, wanted, self.sizes)
        total = self._total(loss, penalty, None) + self.dials["reading"] * misnamed
        if acgan.reading_fakes:
            total += acgan.reading_fakes * disobedience
        found.update(real_logits=real_logits, fake_logits=fake_logits, discriminator_loss=loss, penalty=penalty)
        found.update(discriminator_total=total, disobedience=disobedience)
        found["real_right"] = all_right(real_read, wanted, self.sizes)
        found["fake_right"] = all_right(fake_read, wanted, self.sizes)

    def _generator_loss(self, found: dict[str, Any]) -> Any:
        return super()._generator_loss(found) + self.dials["obedience"] * found["disobedience"]

    def compute(self, step: Any) -> dict[str, Any]:
        """See :meth:`AdversarialLearner.compute`; the reader is also asked of some unseen samples."""
        return super().compute(step) | {"unseen_right": self._unseen_right(step)}

    def _unseen_right(self, step: Any) -> Any:
        """Which part of the step's unseen samples is named right. They take turns, so that each is asked as often as the others."""
        if self.unseen is None:
            return tf.constant(float("nan"))
        samples, labels = self.unseen
        count = max(1, self.method.batch_size // LOOK)
        index = tf.cast((step * count + tf.range(count, dtype=tf.int64)) % len(labels), tf.int32)
        _, read = self.judging(self.maker.medium.learned(tf.gather(samples, index)), training=False)
        return all_right(read, tf.gather(self.values, tf.gather(labels, index)), self.sizes)

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """See :meth:`AdversarialLearner.apply`."""
        told = ("real_right", "unseen_right", "fake_right")
        return super().apply(computed) | {name: computed[name] for name in told}
