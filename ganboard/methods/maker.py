"""What a trained thing can be asked: its networks, what they are given, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
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
    paired: str = ""
    """Of one with a slot of kind "picture" the column that says what each real sample would be made of; "" where no data say it."""
    both_ways: bool = False
    """Whether it makes the other kind of picture as well, what it is given for a sample: :meth:`there`."""
    parts: Mapping[str, slice] = MappingProxyType({})
    """Which of the latents say what, where that was decided beforehand: plain ids, each with its own latents."""

    @property
    def generator(self) -> Any:
        """The network that makes samples."""
        return self.networks[SHOWN]

    def kernel(self) -> np.ndarray | None:
        """How the latents enter the generator: float32, (latent_size, units); None where its first dense layer says it."""
        return None

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
        """What a maker with a slot of kind "picture" is given where nobody draws: drawings or pictures that no training sees.

        Args:
            latents: float32, (count, latent_size): chance chooses among those that fit a label.
            labels: int32, (count,): a drawing shows all of its label that drawings show.

        Returns:
            uint8, (count, *shape) of the slot: drawings are dark ink on white.
        """
        raise NotImplementedError

    def along(self, labels: np.ndarray, width: int) -> np.ndarray:
        """Labels in rows of equal ones, with one told value after the other along each row, as their drawings leave open.

        Args:
            labels: int32, (count,).
            width: Of a row; its first place is the drawing's.
        """
        raise NotImplementedError

    def originals(self, latents: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Real samples that no training sees, for :meth:`there`; only of a maker of :attr:`both_ways`.

        Args:
            latents: As for :meth:`sketches`, and so are ``labels``.
            labels: See above.

        Returns:
            uint8, (count, *shape) of a sample.
        """
        raise NotImplementedError

    def there(self, samples: Any) -> Any:
        """What it is given for a sample, made of samples; only of a maker of :attr:`both_ways`.

        Args:
            samples: As networks see them, a float32 tensor, (count, *shape).
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
