"""What the discriminator is shown: real samples and fakes, changed by chance where the settings say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ganboard.augmentations.transforms import NUMBERS, augmented
from ganboard.backend import tf
from ganboard.i18n import N_
from ganboard.methods.base import Measure, Panel
from ganboard.methods.chance import Chance
from ganboard.methods.standing import Standing

if TYPE_CHECKING:
    from ganboard.methods.adversarial import Adversarial

AUGMENTATION, NOISE = 4, 5
"""What chance is drawn for, beside what the methods draw it for."""
AUGMENTED = Measure("augmentation", N_("augmentation"), "score", "plain", "augmentation", alone=N_("Augmentation"))
"""How often, or how far, pictures are changed before D sees them, from 0 to 1: what changes by itself."""
AUGMENTATION_CHART = Panel(
    "augmentation",
    N_("How much is changed in what the judge sees?"),
    N_("Augmentation, from 0 (nothing is changed) to 1 (as much as can be), over training steps."),
    range=(0.0, 1.0),
)


class Seen:
    """What stands between the samples and D: augmentation, coarseness, instance noise. What is off adds nothing to the computation.

    Instance noise is a normal number added to each number of a sample, real or fake; it is not clipped, or it would be none.

    Args:
        method: The settings.
        unit: How long one of the networks' units is in those of the data: the noise is measured in the former.

    Attributes:
        dials: The strength, where there is one, and the noise, by the settings' names.
        noisy: Whether there is noise now; where there is none, nothing of it is in the computation.
        variables: What the augmentation keeps in mind.

    Reference: instance noise: Sønderby et al. 2017, arXiv:1610.04490; Arjovsky & Bottou 2017, Section 3, arXiv:1701.04862.
    Differs from the papers: it falls to 0 in a straight line, anew each time its dial is turned.
    """

    def __init__(self, method: Adversarial, unit: float) -> None:
        self.method, self.unit, self.augmentation = method, unit, method.augmentation
        settings = {f"augmentation.{name}": getattr(self.augmentation, name) for name in self.augmentation.dials}
        settings["instance_noise"] = method.instance_noise
        self.noisy = method.instance_noise > 0
        self._since = tf.Variable(0, trainable=False, dtype=tf.int64)
        self.dials = {name: tf.Variable(value, trainable=False, dtype=tf.float32) for name, value in settings.items()}
        self.state = self.augmentation.state()
        self.variables = {f"augmentation/{name}": variable for name, variable in self.state.items()}

    def turn(self, noise: Standing) -> None:
        """Take how the dial of the noise stands from here on."""
        self.noisy = noise.value > 0
        self._since.assign(noise.since)

    def of(self, found: dict[str, Any], chance: Chance, real: Any, fake: Any) -> tuple[Any, Any]:
        """Both kinds as D sees them. Each sample has its own chance.

        Args:
            found: What was computed so far, with "step"; what is measured is added.
            chance: Of this step.
            real: Real samples, float32, (batch, *shape).
            fake: Fakes, of the same shape.
        """
        both = [real, fake]
        if names := self.augmentation.transforms:
            level = self.augmentation.level(found["step"], self.dials["augmentation.strength"], self.state)
            found[AUGMENTED.name] = self.augmentation.measured(*level)
            numbers = chance.uniform(AUGMENTATION, [2, real.shape[0], NUMBERS])
            both = [augmented(samples, names, *level, numbers[kind]) for kind, samples in enumerate(both)]
        if self.method.coarse_steps:
            share = detail_share(found["step"], self.method.coarse_steps)
            both = [coarse(samples, share) for samples in both]
        if self.noisy:
            deviation = self.dials["instance_noise"] * self._left(found["step"])
            noise = chance.normal(NOISE, [2, *real.shape]) * self.unit
            both = [samples + deviation * noise[kind] for kind, samples in enumerate(both)]
        return both[0], both[1]

    def _left(self, step: Any) -> Any:
        """The part of the noise that has not faded yet since it was chosen."""
        fading = self.method.noise_steps
        return tf.maximum(1.0 - tf.cast(step - self._since, tf.float32) / fading, 0.0) if fading else 1.0

    def learn(self, computed: dict[str, Any]) -> dict[str, Any]:
        """Let the augmentation learn from a step; what it measured, by name.

        Args:
            computed: What the step computed: "step", "real_logits", "fake_logits".
        """
        if not self.augmentation.varies:
            return {}
        signs = mean_sign(self.method.objective.even, computed["real_logits"], computed["fake_logits"])
        self.augmentation.learn(computed["step"], signs, self.method.batch_size, self.state)
        return {AUGMENTED.name: computed[AUGMENTED.name]}


def mean_sign(even: float | None, real_logits: Any, fake_logits: Any) -> Any:
    """How many more real samples D takes for real than for fake, as a part of all, from -1 to 1, a scalar.

    Args:
        even: The logit that means "I cannot tell"; None: the mean of the fakes' does.
        real_logits: Of real samples, (count,).
        fake_logits: Of fakes, (count,).

    Reference: Karras et al. 2020, Eq. 1 (r_t), arXiv:2006.06676.
    Differs from the paper: against the mean fake where no logit means anything by itself.
    """
    middle = tf.reduce_mean(fake_logits) if even is None else even
    return tf.reduce_mean(tf.sign(real_logits - middle))


def detail_share(step: Any, steps: int) -> Any:
    """Which part of the finest details D sees: none for the first half of some steps, then more and more, then all; a scalar.

    Args:
        step: Number of the update from 0, int64 scalar tensor.
        steps: After how many all is seen, at least 1.
    """
    return tf.clip_by_value(2.0 * tf.cast(step, tf.float32) / steps - 1.0, 0.0, 1.0)


def coarse(images: Any, share: Any) -> Any:
    """Images of which every 2×2 pixels are alike, their mean, but for a share of what tells them apart.

    Args:
        images: float32, (count, height, width, channels), height and width even.
        share: From 0, all coarse, to 1, as they are; a scalar.

    Reference: networks that learn what is coarse before what is fine: Karras et al. 2018, Section 2, arXiv:1710.10196.
    Differs from the paper: the networks do not grow; what D sees of real images and fakes is made coarse.
    """
    _, height, width, channels = images.shape
    rows = tf.reduce_mean(tf.reshape(images, (-1, height // 2, 2, width * channels)), axis=2)
    means = tf.reduce_mean(tf.reshape(rows, (-1, height // 2, 1, width // 2, 2, channels)), axis=4, keepdims=True)
    blocks = tf.reshape(images, (-1, height // 2, 2, width // 2, 2, channels))
    return tf.reshape(means + share * (blocks - means), (-1, height, width, channels))
