"""Two networks that change pictures, and a judge of each side, in training on two heaps without pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.datasets.sides import halves
from ganboard.errors import DatasetError
from ganboard.i18n import N_
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN
from ganboard.methods.rival_learner import JointLearner
from ganboard.methods.sketch_learner import difference, of_pictures
from ganboard.methods.swap_maker import THERE

if TYPE_CHECKING:
    from ganboard.methods.swap import Swap

FIRSTS, SECONDS = range(2)
"""What chance is drawn for."""


class SwapLearner(JointLearner):
    """The four networks, their optimizers, and the running averages of both that change pictures.

    Both judges, and both other networks, move as one: each pair is a Keras model of its own. In a step's batch of real
    pictures, of what is given, of fakes and of logits the two sides take turns: even places are of the first.

    Args:
        method: The settings.
        dataset: What kind of picture they learn.
        data: Pictures of both sides; of no thing both are taken.
        seed: The start of all chance.

    Raises:
        DatasetError: the pictures of a side are missing.
    """

    copies: ClassVar[dict[str, tuple[str, ...]]] = {"generator": (SHOWN, THERE)}
    measured = ("discriminator_loss", "generator_loss", "penalty", "cycle", "identity")

    def __init__(self, method: Swap, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Swap = method
        self.seed = seed
        if lacking := [side.column for side in dataset.sides if side.column not in data.columns]:
            text = N_("The method {method} learns from {lacking}, which these data do not have.")
            raise DatasetError(text, method=method.name, lacking=", ".join(lacking))
        keras.utils.set_random_seed(seed)
        trained, shown = method.maker(dataset), method.maker(dataset)
        self.maker, self.averages, self.trained_generator = shown, shown.changers, trained.changers
        self.discriminator = self.judging = trained.networks["discriminator"]
        self.to_second, self.to_first, self.judges = trained.to_second, trained.to_first, trained.judges
        self.firsts, self.seconds = (tf.constant(half) for half in halves(dataset, data))
        self.owners = {
            "generator": self.trained_generator,
            "discriminator": self.discriminator,
            SHOWN: self.maker.generator,
            THERE: self.maker.networks[THERE],
        }
        self._start(N_("All networks"))

    @property
    def each_judge(self) -> tuple[Any, ...]:
        """See :attr:`RivalLearner.each_judge`."""
        return self.judges

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes of both sides, what the judges say of both kinds, the losses, and all gradients."""
        method, chance = self.method, Chance(self.seed, step)
        first, second = (
            self.maker.medium.learned(
                tf.gather(pictures, chance.whole(purpose, [method.batch_size], 0, pictures.shape[0]))
            )
            for purpose, pictures in ((FIRSTS, self.firsts), (SECONDS, self.seconds))
        )
        real = woven(first, second)
        found = {"step": step, "real": real, "given": woven(second, first)}
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            fake_second, same_second = tf.split(self.to_second(tf.concat([first, second], 0), training=True), 2)
            fake_first, same_first, first_again = tf.split(
                self.to_first(tf.concat([second, first, fake_second], 0), training=True), 3
            )
            second_again = self.to_second(fake_first, training=True)
            fake = woven(fake_first, fake_second)
            real_logits, fake_logits = self.verdict(found, real, fake)
            discriminator_loss = method.objective.discriminator_loss(real_logits, fake_logits)
            penalty, remembered = self.restraint.measure(
                lambda pictures: of_pictures(self._judged(pictures)),
                (real, fake),
                (real_logits, fake_logits),
                chance,
                step,
            )
            total = self._penalized(discriminator_loss, penalty)
            generator_loss = method.objective.generator_loss(real_logits, fake_logits)
            cycle = (difference(first, first_again) + difference(second, second_again)) / 2
            identity = (difference(first, same_first) + difference(second, same_second)) / 2
            wanted = generator_loss + self.dials["cycle"] * cycle + self.dials["identity"] * identity
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
            "cycle": cycle,
            "identity": identity,
            "discriminator_gradients": discriminator_tape.gradient(total, self.adams["discriminator"].weights),
            "generator_gradients": generator_tape.gradient(wanted, self.adams["generator"].weights),
        }

    def made(self, found: dict[str, Any]) -> Any:
        """What becomes of a step's pictures on their other side, the sides in turns."""
        given = found["given"]
        return woven(self.to_first(given[0::2], training=True), self.to_second(given[1::2], training=True))

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """The judges' logits of a step's pictures, real ones and fakes, each of patches: (count, rows, columns)."""
        return self._judged(real), self._judged(fake)

    def _judged(self, pictures: Any) -> Any:
        return woven(*self.discriminator([pictures[0::2], pictures[1::2]], training=True))

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """See :meth:`Learner.opinion`: that of the first side's judge."""
        return of_pictures(self.judges[0](samples, training=False))


def woven(first: Any, second: Any) -> Any:
    """Two batches in turns, beginning with the first, which may have one more: (count of both, ...)."""
    pairs = second.shape[0]
    mixed = tf.reshape(tf.stack([first[:pairs], second], axis=1), [2 * pairs, *first.shape[1:]])
    return mixed if first.shape[0] == pairs else tf.concat([mixed, first[pairs:]], axis=0)
