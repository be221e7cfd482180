"""Points of latent space as they come from a page."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.errors import ConfigError
from ganboard.i18n import N_

FARTHEST = 100.0
"""No coordinate may be farther from the middle; noise is hardly ever beyond 5."""


@dataclass(frozen=True)
class Point:
    """What decides one picture.

    Attributes:
        latent: float32, (latent_size,), before truncation.
        classes: float32, (classes,), how much of each; None where the generator is told none.
        truncation: From 0 to 1: what the latent is multiplied with.
        off: Units that are switched off, by block.
    """

    latent: np.ndarray
    classes: np.ndarray | None
    truncation: float = 1.0
    off: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Any, spec: NetworkSpec) -> Point:
        """A point from JSON: ``{"z": base64 of float32, "classes": [...], "psi": 1, "off": {}}``.

        Raises:
            ConfigError: it is no point of this generator.
        """
        if not isinstance(given, dict):
            raise ConfigError("point", given, N_("a point of latent space"))
        latent = vector(given.get("z"), spec.latent_size)
        truncation = given.get("psi", 1.0)
        if not isinstance(truncation, int | float) or not 0 <= truncation <= 1:
            raise ConfigError("truncation", truncation, N_("a number from {ge} to {le}"), ge=0, le=1)
        return cls(latent, _classes(given.get("classes"), spec), float(truncation), _off(given.get("off") or {}))

    @property
    def noise(self) -> np.ndarray:
        """What the generator gets: float32, (latent_size,)."""
        return self.latent * np.float32(self.truncation)


def vector(text: Any, size: int) -> np.ndarray:
    """A latent vector from base64, plain or for URLs.

    Raises:
        ConfigError: it is none, or one of another length.
    """
    try:
        padded = str(text).replace("-", "+").replace("_", "/") + "=" * (-len(str(text)) % 4)
        raw = base64.b64decode(padded, validate=True)
        values = np.frombuffer(raw, "<f4").astype(np.float32)
    except (binascii.Error, ValueError):
        raise ConfigError("z", text, N_("a point of latent space")) from None
    if values.shape != (size,):
        raise ConfigError(
            "z",
            N_("{count} numbers").format(count=len(values)),
            N_("{size} numbers, as this generator takes them: the point belongs to another generator"),
            size=size,
        )
    if not np.isfinite(values).all() or np.abs(values).max(initial=0) > FARTHEST:
        raise ConfigError("z", text, N_("numbers between {lowest} and {highest}"), lowest=-FARTHEST, highest=FARTHEST)
    return values


def text_of(values: np.ndarray) -> str:
    """The inverse of :func:`vector`."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode()


def _off(given: Any) -> dict[str, list[int]]:
    units = [unit for each in given.values() for unit in each] if _lists(given) else [None]
    if not all(isinstance(unit, int) and not isinstance(unit, bool) for unit in units):
        raise ConfigError("off", given, N_("a layer of this generator, with numbers of its units"))
    return dict(given)


def _lists(given: Any) -> bool:
    return isinstance(given, dict) and all(isinstance(each, list) for each in given.values())


def _classes(given: Any, spec: NetworkSpec) -> np.ndarray | None:
    if not spec.classes:
        return None
    if isinstance(given, int) and 0 <= given < spec.classes:
        return np.eye(spec.classes, dtype=np.float32)[given]
    try:
        weights = np.asarray(given, np.float32)
    except (TypeError, ValueError):
        weights = np.zeros(0, np.float32)
    if weights.shape != (spec.classes,) or not np.isfinite(weights).all() or np.abs(weights).max() > 2:
        raise ConfigError("classes", given, N_("a weight for each of the {count} classes"), count=spec.classes)
    return weights
