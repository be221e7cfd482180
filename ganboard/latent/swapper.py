"""Pictures that are changed into those of another side, and back, by the networks of a checkpoint."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import own_settings
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.device import configure
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.latent.given import Given
from ganboard.methods.maker import SHOWN
from ganboard.methods.swap import Swap
from ganboard.methods.swap_maker import THERE, strangers
from ganboard.sampler import Sampler
from ganboard.snapshot import Checkpoint


class Swapper(Given):
    """Both networks of a training without pairs. The explorer holds it in a renderer's place.

    Args:
        config: Whose networks.

    Attributes:
        spec: What they were built for.
        abilities: What they can be asked, see ``Method.abilities``.
        holds: Which checkpoint's weights are in the networks, as the one who loads them names it; None if nobody says.

    Raises:
        ConfigError: the training changes no pictures into others.
    """

    def __init__(self, config: TrainConfig) -> None:
        method = config.method
        if not isinstance(method, Swap):
            raise ConfigError(
                "method",
                method.name,
                N_(
                    "a training that changes pictures into pictures of another side, such as one with the preset {preset}"
                ),
                preset="swap",
            )
        configure()
        self.spec: NetworkSpec = config.network_spec
        self.abilities = method.abilities
        self._dataset = config.dataset
        self.holds: Any = None
        with own_settings():
            self._maker = method.maker(config.dataset)
            self._sampler = Sampler(self._maker, self.spec)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How the names of all that :meth:`load` needs of a checkpoint begin."""
        return (f"{SHOWN}/", f"{THERE}/")

    def load(self, checkpoint: Checkpoint) -> None:
        """Take a checkpoint's weights.

        Raises:
            CheckpointError: it does not fit these networks; nothing was changed then.
        """
        self.holds = None
        self._maker.load(checkpoint, SHOWN, THERE)

    @property
    def strangers(self) -> Data:
        """Both sides of things that no training sees, and their labels."""
        return strangers(self._dataset)

    def changed(self, images: np.ndarray, side: int) -> np.ndarray:
        """What pictures of a side become on the other one.

        Args:
            images: uint8, (count, height, width, channels).
            side: Of which side they are, 0 or 1.

        Returns:
            uint8 of the same shape.
        """
        if side == 0:
            return self._sampler.there(images)
        nothing = np.zeros(
            (len(images), self.spec.latent_size), np.float32
        )  # both choose pictures, and these are chosen
        return self._sampler.sample(nothing, np.zeros(len(images), np.int32), images)
