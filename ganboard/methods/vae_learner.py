"""An encoder and a decoder in training."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from ganboard.backend import keras, tf
from ganboard.datasets import Data, Dataset
from ganboard.i18n import N_
from ganboard.methods.adam import Adam
from ganboard.methods.average import average
from ganboard.methods.base import Learner, Phase
from ganboard.methods.chance import Chance
from ganboard.methods.maker import SHOWN, inputs
from ganboard.methods.standing import dial_variables
from ganboard.methods.vae_look import VAELook

if TYPE_CHECKING:
    from ganboard.methods.still import Still
    from ganboard.methods.vae import VAE

BATCH, NOISE = range(2)
"""What chance is drawn for."""


class VAELearner(Learner):
    """The two networks, their optimizer, and the running averages of both.

    Args:
        method: The settings.
        dataset: What kind of thing they learn.
        data: What they learn from.
        seed: The start of all chance.
    """

    copies: ClassVar[dict[str, tuple[str, ...]]] = {"decoder": (SHOWN,), "trained_encoder": ("encoder",)}

    def __init__(self, method: VAE, dataset: Dataset, data: Data, seed: int) -> None:
        self.method: VAE = method
        self.seed = seed
        keras.utils.set_random_seed(seed)
        trained, self.maker = method.maker(dataset), method.maker(dataset)
        self.decoder, self.encoder = trained.generator, trained.encoder
        for network in (self.decoder, self.encoder):
            method.architecture.fit(network, data.samples)
        self.maker.generator.set_weights(self.decoder.get_weights())
        self.maker.networks["encoder"].set_weights(self.encoder.get_weights())
        self.adams = {name: Adam(network, 0.9, 0.999) for name, network in self._trained().items()}
        # In the data's units, so that what is measured is the density of the data themselves.
        self.deviation = method.width(dataset) * method.architecture.unit(data.samples)
        self.samples = tf.constant(data.samples)
        self.labels = tf.constant(data.labels, tf.int32) if trained.spec.classes else None
        self.phases = (Phase("joint", N_("Both networks"), self.compute, self.apply),)
        self.dials = dial_variables(method, method.dials)
        owners = {**self._trained(), **self.maker.networks}
        self.variables = {f"{owner}/{w.path}": w.value for owner, network in owners.items() for w in network.weights}
        for name, adam in self.adams.items():
            self.variables |= {f"{name}_adam/{slot}": variable for slot, variable in adam.slots.items()}

    def _trained(self) -> dict[str, Any]:
        return {"decoder": self.decoder, "trained_encoder": self.encoder}

    def compute(self, step: Any) -> dict[str, Any]:
        """Codes, what is rebuilt from them, the loss with its parts, and the gradients of both networks."""
        method, chance = self.method, Chance(self.seed, step)
        index = chance.whole(BATCH, [method.batch_size], 0, self.samples.shape[0])
        real = self.maker.medium.learned(tf.gather(self.samples, index))
        labels = None if self.labels is None else tf.gather(self.labels, index)
        noise = chance.normal(NOISE, [method.batch_size, method.latent_size])
        found = {"step": step, "real": real, "labels": labels, "noise": noise}
        with tf.GradientTape(persistent=True) as tape:
            self.rebuild(found)
        found["gradients"] = {name: tape.gradient(found["loss"], adam.weights) for name, adam in self.adams.items()}
        return found

    def rebuild(self, found: dict[str, Any]) -> None:
        """Have the samples of a step encoded and rebuilt; what comes of it is added to ``found``, the loss with its parts too."""
        real, labels = found["real"], found["labels"]
        means, log_variances = tf.split(self.encoder(inputs(real, labels), training=True), 2, axis=1)
        latents = means + tf.exp(0.5 * log_variances) * found["noise"]
        rebuilt = self.decoder(inputs(latents, labels), training=True)
        reconstruction = tf.reduce_mean(self.misses(real, rebuilt))
        divergence = tf.reduce_mean(divergence_from_noise(means, log_variances))
        loss = reconstruction + self.dials["beta"] * divergence
        found.update(means=means, log_variances=log_variances, latents=latents, fake=rebuilt)
        found.update(reconstruction=reconstruction, divergence=divergence, loss=loss)

    def misses(self, real: Any, rebuilt: Any) -> Any:
        """How unlikely each sample is for what was rebuilt, in nats, (count,): what the reconstruction is the mean of."""
        return negative_log_normal(real, rebuilt, self.deviation)

    def look(self, step: Any) -> Callable[[], tuple[Still, ...]]:
        """See :meth:`Learner.look`."""
        return VAELook(self, step).stills

    def apply(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Move both networks, and their averages after them."""
        number = tf.cast(computed["step"] + 1, tf.float32)
        decay = self.method.decay_steps
        rate = self.dials["learning_rate"] * (tf.math.rsqrt(1 + number / decay) if decay else 1.0)
        gradients = computed["gradients"]
        with tf.control_dependencies([tf.convert_to_tensor(one) for each in gradients.values() for one in each]):
            for name, adam in self.adams.items():
                adam.apply(gradients[name], rate, number)
            average(self.maker.generator, self.decoder, number, self.method.ema_decay)
            average(self.maker.networks["encoder"], self.encoder, number, self.method.ema_decay)
        measured = {name: computed[name] for name in ("loss", "reconstruction", "divergence")}
        return {**measured, "elbo": -computed["reconstruction"] - computed["divergence"]}


def negative_log_normal(samples: Any, means: Any, deviation: float) -> Any:
    """-log N(sample; mean, deviation² I) of each sample, in nats, (count,)."""
    axes = list(range(1, len(samples.shape)))
    size = math.prod(samples.shape[1:])
    squares = tf.reduce_sum(tf.square(samples - means), axis=axes)
    return 0.5 * squares / deviation**2 + size * (math.log(deviation) + 0.5 * math.log(2 * math.pi))


def divergence_from_noise(means: Any, log_variances: Any) -> Any:
    """KL(N(mean, variance) ‖ N(0, I)) of each code, in nats, (count,).

    Reference: Kingma & Welling 2014, Appendix B, arXiv:1312.6114. Differs from the paper: nothing.
    """
    return 0.5 * tf.reduce_sum(tf.exp(log_variances) + tf.square(means) - 1.0 - log_variances, axis=1)
