"""Pictures of anybody's drawings, made by the networks of a checkpoint."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import own_settings
from ganboard.config import TrainConfig
from ganboard.creatures.factors import Factor
from ganboard.device import configure
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.latent.given import Given
from ganboard.methods.maker import SHOWN
from ganboard.methods.sketch import Sketch
from ganboard.methods.sketch_maker import left_open
from ganboard.sampler import Sampler
from ganboard.snapshot import Checkpoint

NOTHING = N_("nothing: here chance decides what a drawing does not show")
"""What is expected to be told where nothing can be."""


class Translator(Given):
    """The generator of a training that makes pictures of drawings. The explorer holds it in a renderer's place.

    Args:
        config: Whose networks.

    Attributes:
        spec: What they were built for.
        abilities: What they can be asked, see ``Method.abilities``.
        told: The factor that a drawing does not show; None where there is none that could be told.
        holds: Which checkpoint's weights are in the networks, as the one who loads them names it; None if nobody says.

    Raises:
        ConfigError: the training makes no pictures of drawings.
    """

    def __init__(self, config: TrainConfig) -> None:
        method = config.method
        if not isinstance(method, Sketch):
            raise ConfigError(
                "method",
                method.name,
                N_("a training that makes pictures from drawings, such as one with the preset {preset}"),
                preset="sketch",
            )
        configure()
        self.spec: NetworkSpec = config.network_spec
        self.abilities = method.abilities
        self._told = method.told(config.dataset)
        self.told: Factor | None = None if self._told is None else config.dataset.factors[self._told]
        self.holds: Any = None
        with own_settings():
            self._maker = method.maker(config.dataset)
            self._sampler = Sampler(self._maker, self.spec)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How the names of all that :meth:`load` needs of a checkpoint begin."""
        return (f"{SHOWN}/",)

    def load(self, checkpoint: Checkpoint) -> None:
        """Take a checkpoint's weights.

        Raises:
            CheckpointError: it does not fit these networks; nothing was changed then.
        """
        self.holds = None
        self._maker.load(checkpoint, SHOWN)

    def pictures(self, sketches: np.ndarray, latents: np.ndarray, value: str | None = None) -> np.ndarray:
        """The picture of each drawing.

        Args:
            sketches: uint8, (count, height, width, 1): dark ink on white, of the networks' size.
            latents: float32, (count, latent_size).
            value: Of the told factor, such as "red"; None: the noise decides.

        Returns:
            uint8, (count, height, width, channels).

        Raises:
            ConfigError: the factor has no such value.
        """
        labels = np.zeros(len(sketches), np.int32)
        if self.told is None or self._told is None:
            if value is not None:
                raise ConfigError("value", value, NOTHING)
        elif value is None:
            labels = left_open(latents, labels, self.spec.factors, self._told)
        elif value in self.told.values:
            after = int(np.prod(self.spec.factors[self._told + 1 :]))
            labels += self.told.values.index(value) * after
        else:
            raise ConfigError(self.told.name, value, N_("one of {choices}"), choices=", ".join(self.told.values))
        return self._sampler.sample(latents, labels, sketches)
