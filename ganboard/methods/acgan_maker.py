"""The networks of an AC-GAN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ganboard.backend import keras
from ganboard.datasets import Dataset
from ganboard.methods.adversarial_maker import AdversarialMaker
from ganboard.methods.maker import SHOWN
from ganboard.methods.words_maker import FEATURES

if TYPE_CHECKING:
    from ganboard.methods.acgan import ACGAN


class ACGANMaker(AdversarialMaker):
    """A generator that is told the class, a discriminator that is not, and a reader that names it from D's features.

    Args:
        method: The settings.
        dataset: What kind of thing they make.

    Attributes:
        judging: D and the reader as one model, from images to [logits, (count,), and a logit for each class, (count, classes);
            where classes are combinations of factors, for each value of each factor, one factor after the other].
    """

    def __init__(self, method: ACGAN, dataset: Dataset) -> None:
        self.medium, self.slots = dataset.medium, method.slots(dataset)
        self.spec = method.network_spec(dataset)
        generator = method.architecture.generator(self.spec)
        discriminator = method.architecture.discriminator(replace(self.spec, classes=0, factors=()))
        features = discriminator.get_layer(FEATURES).output
        inside = keras.Input(features.shape[1:], name="features")
        values = keras.layers.Dense(sum(self.spec.sizes), name="reader_values", dtype="float32")(inside)
        reader = keras.Model(inside, values, name="class_reader")
        self.networks = {SHOWN: generator, "discriminator": discriminator, "class_reader": reader}
        self._judging = keras.Model(discriminator.inputs, [discriminator.output, reader(features)], name="judging")

    @property
    def judging(self) -> Any:
        """See the class."""
        return self._judging
