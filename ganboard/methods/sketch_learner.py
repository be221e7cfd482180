"""A generator and a judge in training on pairs of a drawing and its picture."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN
from ganboard.methods.reading import all_right, misread
from ganboard.methods.rival_learner import JointLearner

if TYPE_CHECKING:
    from ganboard.methods.sketch import Sketch

LATENTS, BATCH = range(2)
"""What chance is drawn for."""


class SketchLearner(JointLearner):
    """The two networks, their optimizers, and the running average of the generator.

    Args:
        method: The settings.
        dataset: What kind of picture they learn.
        data: Pictures with their drawings and labels.
        seed: The start of all chance.
    """

    movers = ("discriminator", "reader", "generator")
    measured = ("discriminator_loss", "generator_loss", "penalty", "difference", "real_right", "fake_right")

    def __init__(self, method: Sketch, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Sketch = method
        self.seed = seed
        keras.utils.set_random_seed(seed)
        trained, self.maker = method.maker(dataset), method.maker(dataset)
        self.trained_generator, self.averages = trained.generator, self.maker.generator
        self.discriminator = self.judging = trained.networks["discriminator"]
        self.reader = trained.networks["reader"]
        spec = trained.spec
        self.sizes, self.values = spec.factors, tf.constant(spec.values())
        self.images = tf.constant(data.samples)
        self.sketches = tf.constant(np.asarray(data.columns["sketches"]))
        self.labels = tf.constant(data.labels, tf.int32)
        told = method.told(dataset) is not None
        self.shades = None if told else tf.constant(shades(data.samples))
        self.owners = {
            "generator": self.trained_generator,
            "discriminator": self.discriminator,
            "reader": self.reader,
            SHOWN: self.averages,
        }
        self._start(N_("Both networks"))

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes of real drawings, what the judge says of both kinds of pair, the losses, and all gradients."""
        method, chance = self.method, Chance(self.seed, step)
        index = chance.whole(BATCH, [method.batch_size], 0, self.images.shape[0])
        real = self.maker.medium.learned(tf.gather(self.images, index))
        sketches = tf.cast(tf.gather(self.sketches, index), tf.float32)
        labels = tf.gather(self.labels, index)
        values = tf.gather(self.values, labels)
        latents = chance.normal(LATENTS, [method.batch_size, method.latent_size])
        if self.shades is not None:
            latents = tf.concat([tf.gather(self.shades, index)[:, None], latents[:, 1:]], axis=1)

        found = {"step": step, "real": real, "sketches": sketches, "labels": labels, "latents": latents}

        with (
            tf.GradientTape() as generator_tape,
            tf.GradientTape() as discriminator_tape,
            tf.GradientTape() as reader_tape,
        ):
            fake = self.made(found)
            real_logits, fake_logits = self.verdict(found, real, fake)
            discriminator_loss = method.objective.discriminator_loss(real_logits, fake_logits)
            penalty, remembered = self.restraint.measure(
                lambda pictures: of_pictures(self._judged(found, pictures)),
                (real, fake),
                (real_logits, fake_logits),
                chance,
                step,
            )
            total = self._penalized(discriminator_loss, penalty)
            generator_loss = method.objective.generator_loss(real_logits, fake_logits)
            distance = difference(real, fake)
            real_read, fake_read = self.reader(real, training=True), self.reader(fake, training=True)
            reading = misread(real_read, values, self.sizes)
            disobedience = misread(fake_read, values, self.sizes)
            wanted = generator_loss + self.dials["likeness"] * distance + self.dials["obedience"] * disobedience
        return {
            **found,
            "fake": fake,
            "seen": (real, fake),
            "real_logits": real_logits,
            "fake_logits": fake_logits,
            "discriminator_loss": discriminator_loss,
            "penalty": penalty,
            "remembered": remembered,
            "discriminator_total": total,
            "generator_loss": generator_loss,
            "generator_total": wanted,
            "difference": distance,
            "real_right": all_right(real_read, values, self.sizes),
            "fake_right": all_right(fake_read, values, self.sizes),
            "reader_gradients": reader_tape.gradient(reading, self.adams["reader"].weights),
            "discriminator_gradients": discriminator_tape.gradient(total, self.adams["discriminator"].weights),
            "generator_gradients": generator_tape.gradient(wanted, self.adams["generator"].weights),
        }

    def made(self, found: dict[str, Any]) -> Any:
        """Pictures from the drawings and the noise of a step."""
        return self.trained_generator([found["latents"], found["labels"], found["sketches"]], training=True)

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """The judge's logits of a step's pairs, real ones and fakes, each of patches: (count, rows, columns)."""
        return self._judged(found, real), self._judged(found, fake)

    def _judged(self, found: dict[str, Any], pictures: Any) -> Any:
        count = pictures.shape[0]
        return self.discriminator([pictures, found["labels"][:count], found["sketches"][:count]], training=True)

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """See :meth:`Learner.opinion`."""
        return of_pictures(self.discriminator([samples, labels, sketches], training=False))


def shades(images: np.ndarray) -> np.ndarray:
    """How light each picture is beside the others, spread as noise is: what no drawing shows, the first latent tells.

    Args:
        images: uint8, (count, height, width, channels), light things on black.

    Returns:
        float32, (count,): the darkest has the smallest number.
    """
    seen = np.maximum((images > 0).sum(axis=(1, 2, 3)), 1)
    order = np.argsort(images.sum(axis=(1, 2, 3), dtype=np.int64) / seen, kind="stable")
    found, normal = np.empty(len(images), np.float32), NormalDist()
    found[order] = [normal.inv_cdf((place + 0.5) / len(images)) for place in range(len(images))]
    return found


def of_pictures(patches: Any) -> Any:
    """The logit of each picture, (count,): the mean of those of its patches, (count, rows, columns)."""
    return tf.reduce_mean(patches, axis=[1, 2])


def difference(real: Any, fake: Any) -> Any:
    """The mean absolute difference of two batches of pictures, from 0 to 2: L1.

    Reference: Isola et al. 2017, Eq. 3, arXiv:1611.07004. Differs from the paper: nothing.
    """
    return tf.reduce_mean(tf.abs(real - fake))
