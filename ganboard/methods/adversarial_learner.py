"""Two networks in training, one against the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ganboard.architectures.lean import grown
from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.errors import CheckpointError
from ganboard.i18n import N_
from ganboard.methods.adam import Adam
from ganboard.methods.average import average
from ganboard.methods.base import Phase
from ganboard.methods.begin import Begun
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN, inputs
from ganboard.methods.rival_learner import RivalLearner
from ganboard.methods.seen import Seen
from ganboard.methods.standing import Standing

if TYPE_CHECKING:
    import numpy as np

    from ganboard.methods.adversarial import Adversarial

LATENTS, BATCH, MISMATCH = range(3)
"""What chance is drawn for."""


class AdversarialLearner(RivalLearner):
    """The two networks, their optimizers, and the running average of the generator.

    Args:
        method: The settings.
        dataset: What kind of thing they learn.
        data: What they learn from.
        seed: The start of all chance.
    """

    def __init__(self, method: Adversarial, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: Adversarial = method
        self.seed = seed
        keras.utils.set_random_seed(seed)
        trained, self.maker = method.maker(dataset), method.maker(dataset)
        self.trained_generator, self.discriminator = trained.generator, trained.discriminator
        for network in (self.trained_generator, self.discriminator):
            method.architecture.fit(network, data.samples)
        self.maker.generator.set_weights(self.trained_generator.get_weights())
        self.generator_adam = Adam(self.trained_generator, method.beta_1, method.beta_2)
        self.judging = trained.judging
        self.networks = trained.networks
        self.unit = method.architecture.unit(data.samples)
        self.images = tf.constant(data.samples)
        self.classes = trained.spec.classes
        self.labels = tf.constant(data.labels, tf.int32) if self.classes else None
        self.neighbours = tf.constant(trained.spec.neighbours()) if trained.spec.factors else None
        self.phases = self._phases(method.discriminator_steps)
        self._skipped = tf.Variable(0, trainable=False, dtype=tf.int64)
        self.seen = Seen(method, self.unit)
        self._meet_judge()

    def begin(self, arrays: Mapping[str, np.ndarray], frozen: int = 0) -> Begun:
        """See :meth:`Learner.begin`."""
        if getattr(self.method.architecture, "blocks", 2) == 4 and not any("_detail/" in name for name in arrays):
            with suppress(CheckpointError):  # of other networks no name fits, as ever
                arrays = grown(arrays)
        return super().begin(arrays, frozen)

    def _meet_judge(self) -> None:
        """See :meth:`RivalLearner._meet_judge`."""
        super()._meet_judge()
        self.discriminator_adam = Adam(self.judging, self.method.beta_1, self.method.beta_2)
        self.dials = self._dials(apart=("discriminator_steps", "instance_noise")) | self.seen.dials
        judges = {name: network for name, network in self.networks.items() if name != SHOWN}
        self.variables = self._variables({"generator": self.trained_generator, **judges, SHOWN: self.maker.generator})
        self.variables |= self.restraint.variables

    def _phases(self, turns: int) -> tuple[Phase, ...]:
        ahead = [
            Phase(f"discriminator_{turn}", N_("Discriminator"), partial(self.compute_ahead, turn), self.apply_ahead)
            for turn in range(1, turns)
        ]
        return (*ahead, Phase("joint", N_("Both networks"), self.compute, self.apply))

    @property
    def form(self) -> Hashable:
        """See :attr:`Learner.form`."""
        return len(self.phases), self.seen.noisy

    def turn(self, dials: Mapping[str, Standing]) -> None:
        """See :meth:`Learner.turn`."""
        super().turn(dials)
        self.seen.turn(dials["instance_noise"])
        turns = dials["discriminator_steps"]
        if len(self.phases) != turns.value:
            self.phases = self._phases(int(turns.value))
        self._skipped.assign(int(turns.before - turns.since * turns.value))

    def _turns_before(self, step: Any) -> Any:
        """How often D has moved before a step; ``_skipped`` is by how much that differs from always having had so many turns."""
        return step * len(self.phases) + self._skipped

    def _variables(self, owners: dict[str, Any]) -> dict[str, Any]:
        found = {
            f"{owner}/{weight.path}": weight.value for owner, network in owners.items() for weight in network.weights
        }
        for owner, network in owners.items():  # what dropout draws from; Keras numbers these through the whole process
            weights = {id(weight) for weight in network.weights}
            states = [variable for variable in network.variables if id(variable) not in weights]
            found |= {f"{owner}/chance_{number}": state.value for number, state in enumerate(states)}
        found |= {f"generator_adam/{name}": slot for name, slot in self.generator_adam.slots.items()}
        found |= self.seen.variables
        return found | {f"discriminator_adam/{name}": slot for name, slot in self.discriminator_adam.slots.items()}

    def compute_ahead(self, turn: int, step: Any) -> dict[str, Any]:
        """What D needs for one of its own turns ahead of G's, with chance of its own."""
        chance = Chance(self.seed, step, repeat=turn)
        found = self._drawn(chance, step, turn)
        with tf.GradientTape() as tape:
            self._meet(found, chance)
        found["discriminator_gradients"] = tape.gradient(found["discriminator_total"], self.discriminator_adam.weights)
        return found

    def apply_ahead(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move D alone."""
        with tf.control_dependencies(_tensors(computed["discriminator_gradients"])):
            self._move_discriminator(computed)
        return {}

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes, what D says of them and of real images, the losses, and the gradients of both networks."""
        chance = Chance(self.seed, step)
        found = self._drawn(chance, step, len(self.phases))
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            self._meet(found, chance)
            loss = self._generator_loss(found)
        found["generator_loss"] = found["generator_total"] = loss
        found["discriminator_gradients"] = discriminator_tape.gradient(
            found["discriminator_total"], self.discriminator_adam.weights
        )
        found["generator_gradients"] = generator_tape.gradient(loss, self.generator_adam.weights)
        return found

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move both networks, and the average after them."""
        of_generator = computed["generator_gradients"]
        number = tf.cast(computed["step"] + 1, tf.float32)
        # Both gradients belong to the networks as they were: no weight may move before both are known.
        with tf.control_dependencies(_tensors(computed["discriminator_gradients"]) + _tensors(of_generator)):
            self._move_discriminator(computed)
            rate = self.dials["generator_learning_rate"] * self._slower(number)
            self.generator_adam.apply(of_generator, rate, number)
            average(self.maker.generator, self.trained_generator, number, self.method.ema_decay)
        measured = {name: computed[name] for name in ("discriminator_loss", "generator_loss", "penalty")}
        return measured | self.seen.learn(computed) | self._judgement(computed)

    def made(self, found: dict[str, Any]) -> Any:
        """Fakes from the noise of a step, of what is asked for there."""
        return self.trained_generator(inputs(found["latents"], self.asked(found)), training=True)

    def asked(self, found: dict[str, Any]) -> Any:
        """The labels that fakes are made of; None where no class is told."""
        return found["labels"]

    def verdict(self, found: dict[str, Any], real: Any, fake: Any) -> tuple[Any, Any]:
        """D's logits of what it is shown in a step: real samples and fakes."""
        return self.judge(real, found["labels"]), self.judge(fake, self.asked(found))

    def shown(self, found: dict[str, Any], fake: Any) -> Any:
        """Fakes as D sees them, changed by the same chance as those of the step."""
        return self.seen.of(dict(found), Chance(self.seed, found["step"]), found["real"], fake)[1]

    def _drawn(self, chance: Chance, step: Any, turn: int) -> dict[str, Any]:
        real, labels = self.batch(chance)
        latents = chance.normal(LATENTS, [self.method.batch_size, self.method.latent_size])
        return {"step": step, "turn": tf.constant(turn, tf.int64), "real": real, "labels": labels, "latents": latents}

    def _meet(self, found: dict[str, Any], chance: Chance) -> None:
        """Have fakes made and both kinds judged; what comes of it is added to ``found``."""
        method, real, labels = self.method, found["real"], found["labels"]
        found["fake"] = self.made(found)
        real, fake = found["seen"] = self.seen.of(found, chance, real, found["fake"])
        real_logits, fake_logits = self.verdict(found, real, fake)
        loss = method.objective.discriminator_loss(real_logits, fake_logits)
        penalty = self._penalty(found, chance, (real, fake), (real_logits, fake_logits))
        found.update(real_logits=real_logits, fake_logits=fake_logits)
        total = self._total(loss, penalty, self._mismatch(chance, real, labels, real_logits))
        found.update(discriminator_loss=loss, penalty=penalty, discriminator_total=total)

    def _total(self, loss: Any, penalty: Any, mismatch: Any) -> Any:
        """What D makes small: its loss, and what is switched on of the others."""
        total = self._penalized(loss, penalty)
        return total if mismatch is None else total + mismatch

    def _generator_loss(self, found: dict[str, Any]) -> Any:
        return self.method.objective.generator_loss(found["real_logits"], found["fake_logits"])

    def _penalty(self, found: dict[str, Any], chance: Chance, samples: tuple[Any, Any], logits: tuple[Any, Any]) -> Any:
        """The penalty, in the networks' units: slopes, and so its strength, must not depend on what the data are measured in."""
        unit, labels, (real, fake) = self.unit, found["labels"], samples
        judge: Callable[[Any], Any] = lambda images: self.judge(images, labels)  # noqa: E731
        if unit != 1.0:
            judge, samples = (lambda points: self.judge(points * unit, labels)), (real / unit, fake / unit)
        number = self._turns_before(found["step"]) + found["turn"] - 1
        penalty, found["remembered"] = self.restraint.measure(judge, samples, logits, chance, number)
        return penalty

    def _move_discriminator(self, computed: dict[str, Any]) -> None:
        """Move D, and hold it; Adam counts its turns, of which there may be several in a step."""
        step = computed["step"]
        number = tf.cast(self._turns_before(step) + computed["turn"], tf.float32)
        rate = self.dials["discriminator_learning_rate"] * self._slower(tf.cast(step + 1, tf.float32))
        self.discriminator_adam.apply(computed["discriminator_gradients"], rate, number)
        self.restraint.settle(computed["remembered"])

    def judge(self, images: Any, labels: Any) -> Any:
        """D's logits, (count,); of the first images of a batch where there are fewer images than labels."""
        if labels is not None:
            labels = labels[: images.shape[0]]
        return self.discriminator(inputs(images, labels), training=True)

    def opinion(self, samples: Any, labels: Any, sketches: Any) -> Any:
        """See :meth:`Learner.opinion`."""
        return self.discriminator(inputs(samples, labels), training=False)

    def _mismatch(self, chance: Chance, real: Any, labels: Any, real_logits: Any) -> Any:
        """What real samples add to D's loss with wrong labels, which the objective takes for fakes; None where nothing does."""
        if not self.method.mismatch or labels is None:
            return None
        if self.neighbours is None:
            wrong = (labels + chance.whole(MISMATCH, labels.shape, 1, self.classes)) % self.classes
        else:  # right but for one factor: what is wrong altogether is seen at a glance
            which = chance.whole(MISMATCH, labels.shape, 0, self.neighbours.shape[1])
            wrong = tf.gather_nd(self.neighbours, tf.stack([labels, which], axis=1))
        return self.method.mismatch * self.method.objective.fake_loss(real_logits, self.judge(real, wrong))

    def batch(self, chance: Chance) -> tuple[Any, Any]:
        """Real images, float32 in [-1, 1], (batch, height, width, channels), and their labels or None."""
        index = chance.whole(BATCH, [self.method.batch_size], 0, self.images.shape[0])
        real = self.maker.medium.learned(tf.gather(self.images, index))
        return real, None if self.labels is None else tf.gather(self.labels, index)


def _tensors(gradients: list[Any]) -> list[Any]:
    return [tf.convert_to_tensor(gradient) for gradient in gradients]
