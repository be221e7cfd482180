"""Two networks in training, one against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.methods.adam import Adam
from ganboard.methods.base import Learner, Phase
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN

if TYPE_CHECKING:
    from ganboard.methods.adversarial import Adversarial

LATENTS, BATCH, MISMATCH = range(3)
"""What chance is drawn for."""
WINDOW = 10.0
"""The running average of G looks back over about a tenth of the steps so far, until the config's limit is reached."""


class AdversarialLearner(Learner):
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
        self.maker.generator.set_weights(self.trained_generator.get_weights())
        self.generator_adam = Adam(self.trained_generator, method.beta_1, method.beta_2)
        self.discriminator_adam = Adam(self.discriminator, method.beta_1, method.beta_2)
        self.images = tf.constant(data.images)
        self.classes = trained.spec.classes
        self.labels = tf.constant(data.labels, tf.int32) if self.classes else None
        self.phases = (Phase("joint", N_("Both networks"), self.compute, self.apply),)
        self.dials = {
            name: tf.Variable(getattr(method, name), trainable=False, dtype=tf.float32)
            for name in ("generator_learning_rate", "discriminator_learning_rate")
        }
        self.variables = self._variables()

    def _variables(self) -> dict[str, Any]:
        owners = {"generator": self.trained_generator, "discriminator": self.discriminator, SHOWN: self.maker.generator}
        found = {
            f"{owner}/{weight.path}": weight.value for owner, network in owners.items() for weight in network.weights
        }
        for owner, network in owners.items():  # what dropout draws from; Keras numbers these through the whole process
            weights = {id(weight) for weight in network.weights}
            states = [variable for variable in network.variables if id(variable) not in weights]
            found |= {f"{owner}/chance_{number}": state.value for number, state in enumerate(states)}
        found |= {f"generator_adam/{name}": slot for name, slot in self.generator_adam.slots.items()}
        return found | {f"discriminator_adam/{name}": slot for name, slot in self.discriminator_adam.slots.items()}

    def compute(self, step: Any) -> dict[str, Any]:
        """Fakes, what D says of them and of real images, the losses, and the gradients of both networks."""
        method, chance = self.method, Chance(self.seed, step)
        real, labels = self.batch(chance)
        latents = chance.normal(LATENTS, [method.batch_size, method.latent_size])
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            fake = self.trained_generator(inputs(latents, labels), training=True)
            real_logits, fake_logits = self.judge(real, labels), self.judge(fake, labels)
            discriminator_loss = method.objective.discriminator_loss(real_logits, fake_logits)
            penalty = method.penalty.term(lambda images: self.judge(images, labels), real, fake)
            discriminator_total = discriminator_loss + penalty + self._mismatch(chance, real, labels)
            generator_loss = method.objective.generator_loss(real_logits, fake_logits)
        return {
            "step": step,
            "real": real,
            "labels": labels,
            "latents": latents,
            "fake": fake,
            "real_logits": real_logits,
            "fake_logits": fake_logits,
            "discriminator_loss": discriminator_loss,
            "generator_loss": generator_loss,
            "penalty": penalty,
            "discriminator_gradients": discriminator_tape.gradient(
                discriminator_total, self.discriminator_adam.weights
            ),
            "generator_gradients": generator_tape.gradient(generator_loss, self.generator_adam.weights),
        }

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move both networks, and the average after them."""
        method = self.method
        of_discriminator, of_generator = computed["discriminator_gradients"], computed["generator_gradients"]
        number = tf.cast(computed["step"] + 1, tf.float32)
        slower = tf.math.rsqrt(1 + number / method.decay_steps) if method.decay_steps else 1.0
        # Both gradients belong to the networks as they were: no weight may move before both are known.
        with tf.control_dependencies([tf.convert_to_tensor(g) for g in of_discriminator + of_generator]):
            rate = self.dials["discriminator_learning_rate"]
            self.discriminator_adam.apply(of_discriminator, rate * slower, number)
            rate = self.dials["generator_learning_rate"]
            self.generator_adam.apply(of_generator, rate * slower, number)
            self._average(number)
        measured = {name: computed[name] for name in ("discriminator_loss", "generator_loss", "penalty")}
        told = beliefs if method.judges_by_probability else verdicts
        return measured | told(computed["real_logits"], computed["fake_logits"])

    def judge(self, images: Any, labels: Any) -> Any:
        """D's logits, (count,); of the first images of a batch where there are fewer images than labels."""
        if labels is not None:
            labels = labels[: images.shape[0]]
        return self.discriminator(inputs(images, labels), training=True)

    def _mismatch(self, chance: Chance, real: Any, labels: Any) -> Any:
        if not self.method.mismatch or labels is None:
            return 0.0
        wrong = (labels + chance.whole(MISMATCH, labels.shape, 1, self.classes)) % self.classes
        return self.method.mismatch * tf.reduce_mean(tf.nn.softplus(self.judge(real, wrong)))

    def batch(self, chance: Chance) -> tuple[Any, Any]:
        """Real images, float32 in [-1, 1], (batch, height, width, channels), and their labels or None."""
        index = chance.whole(BATCH, [self.method.batch_size], 0, self.images.shape[0])
        real = self.maker.medium.learned(tf.gather(self.images, index))
        return real, None if self.labels is None else tf.gather(self.labels, index)

    def _average(self, number: Any) -> None:
        """Move the running average; its window grows with the steps, so that early pictures are not those of the start."""
        part = tf.maximum(tf.minimum(WINDOW / number, 1.0), 1.0 - self.method.ema_decay)
        for mean, now in zip(self.maker.generator.weights, self.trained_generator.weights, strict=True):
            mean.value.assign_add(part * (now.value - mean.value))


def beliefs(real_logits: Any, fake_logits: Any) -> dict[str, Any]:
    """What D says of a batch: the means of D(x), D(G(z)), log D(x) and log(1 - D(G(z))), scalar tensors.

    The logarithms come from softplus, which neither overflows nor takes log 0.

    Args:
        real_logits: Of real images, (count,).
        fake_logits: Of fakes, (count,).

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661: the sum of the last two is V(D, G).
    Differs from the paper: nothing.
    """
    softplus, mean = tf.nn.softplus, tf.reduce_mean
    return {
        "real_score": mean(tf.sigmoid(real_logits)),
        "fake_score": mean(tf.sigmoid(fake_logits)),
        "real_log": -mean(softplus(-real_logits)),
        "fake_log": -mean(softplus(fake_logits)),
    }


def verdicts(real_logits: Any, fake_logits: Any) -> dict[str, Any]:
    """The mean logits that a critic gives to real images and to fakes, scalar tensors."""
    return {"real_logit": tf.reduce_mean(real_logits), "fake_logit": tf.reduce_mean(fake_logits)}


def inputs(first: Any, labels: Any) -> Any:
    """What a network is called with: labels only where it is told the class."""
    return first if labels is None else [first, labels]
