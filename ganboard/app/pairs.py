"""A GAN and a VAE side by side: the same images, seed and seconds, in turns."""

from __future__ import annotations

from typing import Any

from ganboard.config import TrainConfig
from ganboard.methods import METHODS

PAIR = ("gan", "vae")
"""The methods that are compared."""
SECONDS = 60.0
"""How long each trains where the form names no end in seconds."""


def pair(config: TrainConfig) -> dict[str, TrainConfig]:
    """Two trainings that differ in their method alone, by the method's name.

    Args:
        config: What the form says: the one of its own method. The other has that method's defaults, and as far as it can the
            same networks, and is told the class where the first is.

    Raises:
        ConfigError: the other method cannot learn these images.
    """
    seconds = config.seconds or SECONDS
    found = {}
    for name in PAIR:
        method = config.method.to_dict() if name == config.method.name else _counterpart(config, name)
        found[name] = config.replace(method=method, steps=None, seconds=seconds)
    return found


def _counterpart(config: TrainConfig, name: str) -> dict[str, Any]:
    architecture = getattr(config.method, "architecture", None)
    settings = {"name": name, "conditional": config.network_spec.classes > 0}
    if architecture is not None and (architecture.encodes or "encode" not in METHODS.get(name).abilities):
        settings["architecture"] = architecture.to_dict()
    return settings
