"""What every method has: networks that learn by updates. The loop around them is the trainer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ganboard.registry import Part, Registry

if TYPE_CHECKING:
    from ganboard.config import TrainConfig
    from ganboard.datasets import Data


class Learner:
    """Networks in training.

    Attributes:
        variables: Everything that changes: weights, optimizer slots, averages, random states, by unique name.
        generator: The Keras model that makes the pictures shown (the running average where there is one).
    """

    variables: dict[str, Any]
    generator: Any

    def update(self, step: Any) -> Any:
        """One update of all networks; traced once into the trainer's loop.

        Args:
            step: Number of this update from 0, int64 scalar tensor. All chance is drawn from it and the config's seed.

        Returns:
            What is named in ``snapshot.MEASURES``, a float32 tensor, (7,).
        """
        raise NotImplementedError


class Method(Part):
    """A way of learning. Owns its networks and one update."""

    def learner(self, config: TrainConfig, data: Data) -> Learner:
        """Networks with fresh weights from the config's seed."""
        raise NotImplementedError


METHODS: Registry[Method] = Registry("method", "ganboard.methods")
