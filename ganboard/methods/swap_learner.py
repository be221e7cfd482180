"""Two networks that change pictures, and a judge of each side, in training on two heaps without pairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.datasets.sides import halves
from ganboard.errors import DatasetError
from ganboard.i18n import N_
from ganboard.methods.adam import Adam
from ganboard.methods.adversarial_learner import beliefs, verdicts
from ganboard.methods.average import average
from ganboard.methods.base import Learner, Phase
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN
from ganboard.methods.restraint import Restraint
from ganboard.methods.rival_look import RivalLook
from ganboard.methods.rival_stills import stills
from ganboard.methods.sketch_learner import difference, of_pictures
from ganboard.methods.standing import dial_variables
from ganboard.methods.swap_maker import THERE
from ganboard.penalties.none import NoPenalty

if TYPE_CHECKING:
    from ganboard.methods.still import Still
    from ganboard.methods.swap import Swap

MEASURED = ("discriminator_loss", "generator_loss", "penalty", "cycle", "identity")
FIRSTS, SECONDS = range(2)
"""What chance is drawn for."""


class SwapLearner(Learner):
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

    def __init__(self, method: Swap, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Swap = method
        self.seed = seed
        if lacking := [side.column for side in dataset.sides if side.column not in data.columns]:
            text = N_("The method {method} learns from {lacking}, which these data do not have.")
            raise DatasetError(text, method=method.name, lacking=", ".join(lacking))
        keras.utils.set_random_seed(seed)
        trained, shown = method.maker(dataset), method.maker(dataset)
        self.maker, self.averages = shown, shown.changers
        self.trained_generator, self.discriminator = trained.changers, trained.networks["discriminator"]
        self.to_second, self.to_first, self.judges = trained.to_second, trained.to_first, trained.judges
        self.judging = self.discriminator
        self.averages.set_weights(self.trained_generator.get_weights())
        self.generator_adam = Adam(self.trained_generator, method.beta_1, method.beta_2)
        self.discriminator_adam = Adam(self.discriminator, method.beta_1, method.beta_2)
        self.restraint = Restraint(method.penalty, method.constraint, self.discriminator, seed)
        self.firsts, self.seconds = (tf.constant(half) for half in halves(dataset, data))
        self.phases = (Phase("joint", N_("All networks"), self.compute, self.apply),)
        own = ("generator_learning_rate", "discriminator_learning_rate", "cycle", "identity")
        self.dials = dial_variables(method, own) | self.restraint.dials
        owners = {
            "generator": self.trained_generator,
            "discriminator": self.discriminator,
            SHOWN: self.maker.generator,
            THERE: self.maker.networks[THERE],
        }
        self.variables = {f"{owner}/{w.path}": w.value for owner, network in owners.items() for w in network.weights}
        for name in ("generator_adam", "discriminator_adam"):
            adam: Adam = getattr(self, name)
            self.variables |= {f"{name}/{slot}": variable for slot, variable in adam.slots.items()}
        self.variables |= self.restraint.variables

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
            # A zero more would have gradients added in another order, which changes last bits.
            switched_off = isinstance(method.penalty, NoPenalty)
            total = discriminator_loss if switched_off else discriminator_loss + penalty
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
            "discriminator_gradients": discriminator_tape.gradient(total, self.discriminator_adam.weights),
            "generator_gradients": generator_tape.gradient(wanted, self.generator_adam.weights),
        }

    def look(self, step: Any) -> Callable[[], tuple[Still, ...]]:
        """See :meth:`Learner.look`."""
        return partial(stills, RivalLook(self, step))

    def made(self, found: dict[str, Any]) -> Any:
        """What becomes of a step's pictures on their other side, the sides in turns."""
        given = found["given"]
        return woven(self.to_first(given[0::2], training=True), self.to_second(given[1::2], training=True))

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """The judges' logits of a step's pictures, real ones and fakes, each of patches: (count, rows, columns)."""
        return self._judged(real), self._judged(fake)

    def shown(self, found: dict[str, Any], fake: Any) -> Any:
        """Fakes as the judges see them: as they are."""
        return fake

    def _judged(self, pictures: Any) -> Any:
        return woven(*self.discriminator([pictures[0::2], pictures[1::2]], training=True))

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """See :meth:`Learner.opinion`: that of the first side's judge."""
        return of_pictures(self.judges[0](samples, training=False))

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move all networks, and the averages after them."""
        method, number = self.method, tf.cast(computed["step"] + 1, tf.float32)
        slower = tf.math.rsqrt(1 + number / method.decay_steps) if method.decay_steps else 1.0
        gradients = {name: computed[f"{name}_gradients"] for name in ("discriminator", "generator")}
        # Both gradients belong to the networks as they were: no weight may move before both are known.
        with tf.control_dependencies([tf.convert_to_tensor(one) for each in gradients.values() for one in each]):
            rate = self.dials["discriminator_learning_rate"] * slower
            self.discriminator_adam.apply(gradients["discriminator"], rate, number)
            self.restraint.settle(computed["remembered"])
            rate = self.dials["generator_learning_rate"] * slower
            self.generator_adam.apply(gradients["generator"], rate, number)
            average(self.averages, self.trained_generator, number, method.ema_decay)
        measured = {name: computed[name] for name in MEASURED}
        told = beliefs if method.judges_by_probability else verdicts
        return measured | told(computed["real_logits"], computed["fake_logits"])


def woven(first: Any, second: Any) -> Any:
    """Two batches in turns, beginning with the first, which may have one more: (count of both, ...)."""
    pairs = second.shape[0]
    mixed = tf.reshape(tf.stack([first[:pairs], second], axis=1), [2 * pairs, *first.shape[1:]])
    return mixed if first.shape[0] == pairs else tf.concat([mixed, first[pairs:]], axis=0)
