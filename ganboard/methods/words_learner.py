"""A GAN in training that is asked in words, and also for what it was never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import tf
from ganboard.datasets import Data, Dataset
from ganboard.methods.adversarial_learner import AdversarialLearner
from ganboard.methods.chance import Chance
from ganboard.methods.maker import inputs

if TYPE_CHECKING:
    from ganboard.methods.words import Words

ASKED = 3
"""What chance is drawn for, beside what the GAN draws it for."""


class WordsLearner(AdversarialLearner):
    """G, D and the reader. None of them sees a picture of a combination that is never shown, nor is told that there is none.

    Args:
        method: The settings.
        dataset: What kind of thing they learn.
        data: What they learn from; those of kinds that are never shown are left out.
        seed: The start of all chance.
    """

    def __init__(self, method: Words, dataset: Dataset, data: Data, seed: int) -> None:
        super().__init__(method, dataset, data.take(~data.columns["never_shown"]), seed)
        self.words: Words = method
        spec, never = method.network_spec(dataset), dataset.never_shown()
        self.sizes, self.values = spec.factors, tf.constant(spec.values())
        self.neighbours = tf.constant(shown_neighbours(spec, never))
        closed = np.where(open_values(spec, never), 0.0, -np.inf)
        self.closed = tf.constant(closed.astype(np.float32))

    def _drawn(self, chance: Chance, step: Any, turn: int) -> dict[str, Any]:
        found = super()._drawn(chance, step, turn)
        told = self.words.told_fakes
        freely = chance.whole(ASKED, [self.method.batch_size - told], 0, self.classes)
        return found | {"asked": tf.concat([found["labels"][:told], freely], axis=0)}

    def asked(self, found: dict[str, Any]) -> Any:
        """See :meth:`AdversarialLearner.asked`: some of them freely."""
        return found["asked"]

    def _meet(self, found: dict[str, Any], chance: Chance) -> None:
        """Have fakes made, and both kinds judged and read.

        Of fakes that were asked for freely D is not told that they are fakes: it would learn that all it was never shown are.
        """
        words, real, labels, asked = self.words, found["real"], found["labels"], found["asked"]
        told = words.told_fakes
        found["fake"] = self.made(found)
        real, fake = found["seen"] = self.seen.of(found, chance, real, found["fake"])
        real_logits, real_read = self.judging(inputs(real, labels), training=True)
        fake_logits, fake_read = self.judging(inputs(fake, asked), training=True)
        loss = words.objective.discriminator_loss(real_logits, fake_logits[:told])
        penalty = self._penalty(found, chance, (real, fake[:told]), (real_logits, fake_logits[:told]))
        misread = self._misread(real_read + tf.gather(self.closed, labels), labels)
        mismatch = self._mismatch(chance, real, labels, real_logits)
        total = self._total(loss, penalty, mismatch) + self.dials["reading"] * misread
        found.update(real_logits=real_logits, fake_logits=fake_logits, discriminator_loss=loss, penalty=penalty)
        found.update(discriminator_total=total, disobedience=self._misread(fake_read, asked))
        found.update(real_right=self._right(real_read, labels), fake_right=self._right(fake_read, asked))

    def _mismatch(self, chance: Chance, real: Any, labels: Any, real_logits: Any) -> Any:
        """Of half the batch: as good, and cheaper."""
        half = max(1, self.method.batch_size // 2)
        return super()._mismatch(chance, real[:half], labels[:half], real_logits[:half])

    def _generator_loss(self, found: dict[str, Any]) -> Any:
        return super()._generator_loss(found) + self.dials["obedience"] * found["disobedience"]

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """See :meth:`AdversarialLearner.apply`."""
        return super().apply(computed) | {name: computed[name] for name in ("real_right", "fake_right")}

    def _misread(self, read: Any, labels: Any) -> Any:
        """The cross-entropy of what is read, summed over the factors, the mean of a batch."""
        wanted = tf.split(tf.gather(self.values, labels), self.sizes, axis=1)
        each = zip(wanted, tf.split(read, self.sizes, axis=1), strict=True)
        return tf.add_n([tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(one, logits)) for one, logits in each])

    def _right(self, read: Any, labels: Any) -> Any:
        """In which part of a batch all factors are read right."""
        wanted = tf.split(tf.gather(self.values, labels), self.sizes, axis=1)
        each = zip(wanted, tf.split(read, self.sizes, axis=1), strict=True)
        right = [tf.equal(tf.argmax(one, axis=1), tf.argmax(logits, axis=1)) for one, logits in each]
        return tf.reduce_mean(tf.cast(tf.reduce_all(tf.stack(right), axis=0), tf.float32))


def open_values(spec: NetworkSpec, never: np.ndarray) -> np.ndarray:
    """Which values each class may have with its other factors as they are: bool, (classes, values of all factors).

    A reader that had to choose between all would learn that red ones never have three eyes.

    Args:
        spec: With factors.
        never: Which classes are never shown, bool, (classes,).
    """
    values = spec.values() > 0
    found = values.copy()
    for number, others in enumerate(spec.neighbours()):
        found[number] |= values[others[~never[others]]].any(axis=0)
    return found


def shown_neighbours(spec: NetworkSpec, never: np.ndarray) -> np.ndarray:
    """The classes that differ from each by one factor alone and are shown, int32, (classes, neighbours).

    Where a class has fewer than another, its own come again. A wrong label that is never right would teach D the combination.

    Args:
        spec: With factors.
        never: Which classes are never shown, bool, (classes,).
    """
    rows = [others[~never[others]] for others in spec.neighbours()]
    width = max(map(len, rows))
    return np.stack([np.resize(row, width) for row in rows]).astype(np.int32)
