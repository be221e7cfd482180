"""Two networks that learn against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from ganboard.backend import keras, tf
from ganboard.i18n import N_
from ganboard.methods.base import METHODS, Learner, Method

if TYPE_CHECKING:
    from ganboard.config import TrainConfig
    from ganboard.datasets import Data

LATENTS, BATCH, MISMATCH = range(3)
"""Streams of chance: what is drawn at a step for one purpose never disturbs another."""
STREAMS = 8
WINDOW = 10.0
"""The running average of G looks back over about a tenth of the steps so far, until the config's limit is reached."""


@METHODS.register
class Adversarial(Method):
    """Generator against discriminator, both updated once a step from the same batch.

    Reference: Goodfellow et al. 2014, Algorithm 1 with k = 1, arXiv:1406.2661; running average of G's weights:
    Yazıcı et al. 2019, arXiv:1806.04498, with a window that grows with the steps.
    With ``mismatch``: Reed et al. 2016, Algorithm 1, arXiv:1605.05396, for classes instead of texts.
    Differs from the papers: D judges a batch of fakes once and both losses use that verdict, so G follows the
    discriminator as it was before this step's update; Adam instead of momentum.
    """

    name: ClassVar[str] = "gan"
    title: ClassVar[str] = N_("GAN")
    summary: ClassVar[str] = N_(
        "A generator makes pictures, a discriminator tells them from real ones. Each learns from the other."
    )

    mismatch: float = Field(
        0.0,
        ge=0,
        le=1,
        title=N_("Wrong labels count as fake"),
        description=N_(
            "How strongly D also learns to reject a real image with a wrong label. A little makes the asked-for class surer."
        ),
    )

    def learner(self, config: TrainConfig, data: Data) -> Learner:
        """Networks with fresh weights from the config's seed."""
        return AdversarialLearner(config, data, self.mismatch)


class AdversarialLearner(Learner):
    """The two networks, their optimizers, and the running average of the generator."""

    def __init__(self, config: TrainConfig, data: Data, mismatch: float = 0.0) -> None:
        self.config, self.mismatch = config, mismatch
        spec = config.network_spec
        keras.utils.set_random_seed(config.seed)
        networks = config.architecture.build(spec)
        self.trained_generator, self.discriminator = networks.generator, networks.discriminator
        self.generator = config.architecture.build(spec).generator
        self.generator.set_weights(self.trained_generator.get_weights())
        self.generator_adam = Adam(self.trained_generator, config.beta_1, config.beta_2)
        self.discriminator_adam = Adam(self.discriminator, config.beta_1, config.beta_2)
        self.images = tf.constant(data.images)
        self.classes = spec.classes
        self.labels = tf.constant(data.labels, tf.int32) if spec.classes else None
        owners = (
            ("generator", self.trained_generator),
            ("discriminator", self.discriminator),
            ("average", self.generator),
        )
        self.variables = {
            f"{owner}/{weight.path}": weight.value for owner, network in owners for weight in network.weights
        }
        for owner, network in owners:  # what dropout draws from; Keras numbers these through the whole process
            weights = {id(weight) for weight in network.weights}
            states = [variable for variable in network.variables if id(variable) not in weights]
            self.variables |= {f"{owner}/chance_{number}": state.value for number, state in enumerate(states)}
        self.variables |= {f"generator_adam/{name}": slot for name, slot in self.generator_adam.slots.items()}
        self.variables |= {f"discriminator_adam/{name}": slot for name, slot in self.discriminator_adam.slots.items()}

    def update(self, step: Any) -> Any:
        """One update of D and of G. See :meth:`Learner.update`."""
        config = self.config
        real, labels = self.batch(step)
        latents = tf.random.stateless_normal([config.batch_size, config.latent_size], self.seed(step, LATENTS))
        with tf.GradientTape() as generator_tape, tf.GradientTape() as discriminator_tape:
            fake = self.trained_generator(_inputs(latents, labels), training=True)
            real_logits, fake_logits = self.judge(real, labels), self.judge(fake, labels)
            discriminator_loss = config.objective.discriminator_loss(real_logits, fake_logits)
            penalty = config.penalty.term(lambda images: self.judge(images, labels), real, fake)
            discriminator_total = discriminator_loss + penalty + self._mismatch(step, real, labels)
            generator_loss = config.objective.generator_loss(fake_logits)
        discriminator_gradients = discriminator_tape.gradient(discriminator_total, self.discriminator_adam.weights)
        generator_gradients = generator_tape.gradient(generator_loss, self.generator_adam.weights)
        number = tf.cast(step + 1, tf.float32)
        slower = tf.math.rsqrt(1 + number / config.decay_steps) if config.decay_steps else 1.0
        # Both gradients belong to the networks as they were: no weight may move before both are known.
        with tf.control_dependencies([tf.convert_to_tensor(g) for g in discriminator_gradients + generator_gradients]):
            self.discriminator_adam.apply(discriminator_gradients, config.discriminator_learning_rate * slower, number)
            self.generator_adam.apply(generator_gradients, config.generator_learning_rate * slower, number)
            self._average(number)
        return tf.stack([discriminator_loss, generator_loss, penalty, *beliefs(real_logits, fake_logits)])

    def judge(self, images: Any, labels: Any) -> Any:
        """D's logits, (count,); of the first images of a batch where there are fewer images than labels."""
        if labels is not None:
            labels = labels[: images.shape[0]]
        return self.discriminator(_inputs(images, labels), training=True)

    def _mismatch(self, step: Any, real: Any, labels: Any) -> Any:
        if not self.mismatch or labels is None:
            return 0.0
        shift = tf.random.stateless_uniform(labels.shape, self.seed(step, MISMATCH), 1, self.classes, dtype=tf.int32)
        wrong = (labels + shift) % self.classes
        return self.mismatch * tf.reduce_mean(tf.nn.softplus(self.judge(real, wrong)))

    def seed(self, step: Any, stream: int) -> Any:
        """The seed of one purpose at one step, int64, (2,)."""
        return tf.stack([tf.constant(self.config.seed, tf.int64), step * STREAMS + stream])

    def batch(self, step: Any) -> tuple[Any, Any]:
        """Real images, float32 in [-1, 1], (batch, height, width, channels), and their labels or None."""
        index = tf.random.stateless_uniform(
            [self.config.batch_size], self.seed(step, BATCH), 0, self.images.shape[0], dtype=tf.int32
        )
        real = tf.cast(tf.gather(self.images, index), tf.float32) / 127.5 - 1.0
        return real, None if self.labels is None else tf.gather(self.labels, index)

    def _average(self, number: Any) -> None:
        """Move the running average; its window grows with the steps, so that early pictures are not those of the start."""
        part = tf.maximum(tf.minimum(WINDOW / number, 1.0), 1.0 - self.config.ema_decay)
        for mean, now in zip(self.generator.weights, self.trained_generator.weights, strict=True):
            mean.value.assign_add(part * (now.value - mean.value))


class Adam:
    """Adam on the weights of one network, one fused operation a weight: twice as fast as many small ones on a CPU.

    Attributes:
        weights: The network's trainable weights.
        slots: The running means of gradients and of their squares, by name.

    Reference: Kingma & Ba 2015, Algorithm 1, arXiv:1412.6980. Differs from the paper: epsilon is added before the bias
    correction, as in TensorFlow.
    """

    def __init__(self, network: Any, beta_1: float, beta_2: float, epsilon: float = 1e-8) -> None:
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon
        self.weights = [weight.value for weight in network.trainable_variables]
        self.slots = {
            f"{moment}/{weight.path}": tf.Variable(tf.zeros_like(weight.value), trainable=False)
            for moment in ("mean", "square")
            for weight in network.trainable_variables
        }

    def apply(self, gradients: list[Any], learning_rate: Any, number: Any) -> None:
        """Update the weights.

        Args:
            gradients: One for each weight.
            learning_rate: Scalar.
            number: Number of this update from 1, float32 scalar tensor.
        """
        slots = list(self.slots.values())
        means, squares = slots[: len(self.weights)], slots[len(self.weights) :]
        for weight, mean, square, gradient in zip(self.weights, means, squares, gradients, strict=True):
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=mean.handle,
                v=square.handle,
                beta1_power=tf.pow(tf.constant(self.beta_1, tf.float32), number),
                beta2_power=tf.pow(tf.constant(self.beta_2, tf.float32), number),
                lr=learning_rate,
                beta1=self.beta_1,
                beta2=self.beta_2,
                epsilon=self.epsilon,
                grad=tf.convert_to_tensor(gradient),
            )


def beliefs(real_logits: Any, fake_logits: Any) -> tuple[Any, Any, Any, Any]:
    """What D says of a batch: the means of D(x), D(G(z)), log D(x) and log(1 - D(G(z))), scalar tensors.

    The logarithms come from softplus, which neither overflows nor takes log 0.

    Args:
        real_logits: Of real images, (count,).
        fake_logits: Of fakes, (count,).

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661: the sum of the last two is V(D, G).
    Differs from the paper: nothing.
    """
    softplus, mean = tf.nn.softplus, tf.reduce_mean
    real_score, fake_score = mean(tf.sigmoid(real_logits)), mean(tf.sigmoid(fake_logits))
    return real_score, fake_score, -mean(softplus(-real_logits)), -mean(softplus(fake_logits))


def _inputs(first: Any, labels: Any) -> Any:
    return first if labels is None else [first, labels]
