"""What a trained thing can be asked: its networks, what they are given, and what they can do."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.errors import CheckpointError
from ganboard.i18n import N_
from ganboard.media import Medium
from ganboard.methods.base import Slot
from ganboard.methods.begin import SHOWN as SHOWN
from ganboard.snapshot import Checkpoint


class Maker:
    """The networks of a method, with fresh weights or those of a checkpoint.

    The class that a method has for this is the only place that builds them.

    Attributes:
        medium: What it makes.
        slots: What it is given for each sample, in the order of the generator's inputs.
        networks: Keras models by what the names of their weights begin with in a checkpoint. Under :data:`SHOWN` stands the
            one that makes samples. The method's ``networks`` are their names.
    """

    medium: Medium
    slots: tuple[Slot, ...]
    networks: dict[str, Any]

    @property
    def generator(self) -> Any:
        """The network that makes samples."""
        return self.networks[SHOWN]

    def weights(self, *names: str) -> dict[str, Any]:
        """The variables of the named networks, or of all, by their names in a checkpoint."""
        return {
            f"{name}/{weight.path}": weight.value
            for name in names or self.networks
            for weight in self.networks[name].weights
        }

    def load(self, checkpoint: Checkpoint, *names: str) -> None:
        """Take a checkpoint's weights for the named networks, or for all.

        Raises:
            CheckpointError: it does not fit; nothing was changed then.
        """
        restore(self.weights(*names), checkpoint)

    def sketches(self, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """What a maker with a slot of kind "picture" is given where nobody draws: drawings that no training sees.

        Args:
            latents: float32, (count, latent_size): chance chooses among those that fit a label.
            labels: int32, (count,): a drawing shows all of its label that drawings show.

        Returns:
            uint8, (count, height, width, 1): dark ink on white.
        """
        raise NotImplementedError

    def along(self, labels: np.ndarray, width: int) -> np.ndarray:
        """Labels in rows of equal ones, with one told value after the other along each row, as their drawings leave open.

        Args:
            labels: int32, (count,).
            width: Of a row; its first place is the drawing's.
        """
        raise NotImplementedError

    def encode(self, samples: np.ndarray, labels: np.ndarray | None = None) -> np.ndarray:
        """The latents that fit given samples best; only where the method has the ability "encode".

        Args:
            samples: Stored, (count, *shape).
            labels: int32, (count,); None where no class is told.

        Returns:
            float32, (count, latent_size).
        """
        raise NotImplementedError


def inputs(first: Any, labels: Any) -> Any:
    """What a network is called with: labels only where it is told the class."""
    return first if labels is None else [first, labels]


def restore(variables: dict[str, Any], checkpoint: Checkpoint) -> None:
    """Set TensorFlow variables to the checkpoint's arrays of the same names.

    Raises:
        CheckpointError: one is missing, or of another shape or type; nothing was changed then.
    """
    for name, variable in variables.items():
        array = checkpoint.arrays.get(name)
        if array is None or array.shape != tuple(variable.shape) or array.dtype != variable.dtype.as_numpy_dtype:
            raise CheckpointError(
                N_("The checkpoint of step {step} does not fit these networks: {name} is missing or of another shape."),
                step=checkpoint.step,
                name=name,
            )
    for name, variable in variables.items():
        variable.assign(checkpoint.arrays[name])
