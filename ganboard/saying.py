"""What a generator is asked for in words: kinds of creatures and noise, of a sentence and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS, NAMES, SIZES, kind_numbers, named, never_shown
from ganboard.creatures.parsing import Parsed
from ganboard.errors import ConfigError
from ganboard.i18n import N_
from ganboard.sampler import latents

LEFT_OPEN = 1
"""What chance is drawn for, beside the noise: the values of factors of which a sentence says nothing."""


@dataclass(frozen=True)
class Asked:
    """What a generator is asked for.

    Attributes:
        factors: int32, (count, 5): the kind of each picture.
        latents: float32, (count, latent_size).
        never_shown: bool, (count,): whether the training was kept from seeing this kind.
    """

    factors: np.ndarray
    latents: np.ndarray
    never_shown: np.ndarray

    @property
    def labels(self) -> np.ndarray:
        """The kinds by number, int32, (count,)."""
        return kind_numbers(self.factors).astype(np.int32)


def check_told(config: TrainConfig) -> None:
    """Raise a ConfigError where a training's networks are not told all factors of creatures, so that nobody can ask in words."""
    told = config.network_spec.factors and config.dataset.factors == FACTORS
    if not told or "make" not in config.method.abilities:  # what makes pictures of drawings finds the factors there
        raise ConfigError(
            "run",
            config.dataset.name,
            N_("a training that is told words, such as one with the preset words or creatures"),
        )


def asked(config: TrainConfig, sentences: Sequence[Parsed], count: int, seed: int) -> Asked:
    """What ``count`` pictures of each sentence are asked for.

    What a sentence leaves open is drawn for each picture by itself, each value as often as any other. In the pictures that are
    learned from the factors are independent of each other, so whatever was said, these are the frequencies of the rest: what is
    drawn follows the distribution of pictures of which the sentence is true. (The pictures of kinds that are never shown are
    taken out afterwards; here such kinds are asked for like the others.) Whoever says one more thing keeps all else, for what
    is said is drawn too, and not used.

    Args:
        config: Of the training.
        sentences: At least one, each understood.
        count: Pictures of each sentence.
        seed: The same one, the same pictures; of more pictures the first are those of fewer.

    Raises:
        ConfigError: these networks are not told words.
    """
    check_told(config)
    total = count * len(sentences)
    even = np.random.default_rng([seed, LEFT_OPEN]).random((total, len(SIZES)))
    factors = (even * SIZES).astype(np.int32)
    for row, sentence in enumerate(sentences):
        for name, value in named(sentence.said).items():
            factors[row * count : (row + 1) * count, NAMES.index(name)] = value
    kept_from = "never_shown" in config.method.needs
    hidden = never_shown(factors) if kept_from else np.zeros(total, bool)
    return Asked(factors, latents(total, config.network_spec.latent_size, seed), hidden)
