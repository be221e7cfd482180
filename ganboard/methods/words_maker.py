"""The networks that make what is asked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ganboard.backend import keras
from ganboard.datasets import Dataset
from ganboard.methods.adversarial_maker import AdversarialMaker

if TYPE_CHECKING:
    from ganboard.methods.words import Words

FEATURES = "discriminator_features"
"""The layer of D from whose answers the values are read."""


class WordsMaker(AdversarialMaker):
    """A generator, its discriminator, and a reader: one layer that reads each factor's value from D's features.

    Args:
        method: The settings.
        dataset: What kind of thing they make.

    Attributes:
        judging: D and the reader as one model, from D's inputs to [logits, (count,), and a logit for each value of each
            factor, one factor after the other, (count, values)].
    """

    def __init__(self, method: Words, dataset: Dataset) -> None:
        super().__init__(method, dataset)
        features = self.discriminator.get_layer(FEATURES).output
        inside = keras.Input(features.shape[1:], name="features")
        values = keras.layers.Dense(sum(self.spec.factors), name="reader_values", dtype="float32")(inside)
        self.networks["reader"] = keras.Model(inside, values, name="reader")
        self._judging = keras.Model(
            self.discriminator.inputs, [self.discriminator.output, self.networks["reader"](features)], name="judging"
        )

    @property
    def judging(self) -> Any:
        """See the class."""
        return self._judging
