"""What every start has: the weights with which the networks begin."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from ganboard.errors import FormatError
from ganboard.formats import upgraded
from ganboard.i18n import N_
from ganboard.registry import Part, Registry

NETWORKS = ("average/", "there/", "discriminator/", "encoder/", "reader/", "class_reader/")
"""What the names of weights begin with that are of use to another training: those of the networks that a maker has."""


class Start(Part):
    """What a new training's networks begin with. It says where weights are; which of them fit, the learner finds out."""

    if TYPE_CHECKING:
        frozen: int  # how many of the judge's first layers stay as they are: a field where something was learnt before

    @property
    def warm(self) -> bool:
        """Whether there is something that was learnt before."""
        return True

    def arrays(self, beside: Path | None = None) -> dict[str, np.ndarray]:
        """The weights, by the names that they have in a checkpoint: ``"average/generator_dense/kernel"``. Needs no TensorFlow.

        Args:
            beside: The folder in which runs lie; where they usually do, if left out.

        Raises:
            RunError: they cannot be had; the sentence says why.
        """
        raise NotImplementedError

    def settings(self, beside: Path | None = None) -> dict[str, Any]:
        """The settings of the training that learnt the weights, as its ``config.json`` has them; empty where nobody can say.

        Args:
            beside: As for :meth:`arrays`.
        """
        return {}

    def settled(self, beside: Path | None = None) -> Start:
        """The same, whatever comes later: a new training says with it what it began with.

        Args:
            beside: As for :meth:`arrays`, whose errors it has too.
        """
        return self

    def passed_over(self, beside: Path | None = None) -> tuple[int, ...]:
        """The steps of what would have been begun with, had it been possible to read it; of a start that is settled.

        Args:
            beside: As for :meth:`arrays`.
        """
        return ()


def read_settings(text: bytes) -> dict[str, Any]:
    """What a ``config.json`` says, as this version has it; empty where it is damaged, or of a newer GANBoard."""
    with suppress(ValueError, RecursionError, FormatError):
        read = json.loads(text)
        return upgraded("config", read) if isinstance(read, dict) else {}
    return {}


class Warm(Start):
    """Of starts with something that was learnt before.

    Reference: Wang et al. 2018 (Transferring GANs), arXiv:1805.01677, for taking over both networks; Mo et al. 2020 (Freeze the
    Discriminator), arXiv:2002.10964, for layers that stay.
    Differs from the papers: the generator begins with the running average; weights whose shape does not fit begin fresh.
    """

    frozen: int = Field(
        0,
        ge=0,
        le=4,
        title=N_("Layers of the judge that stay"),
        description=N_(
            "This many of the judge's first layers keep what they know: edges and spots look alike in most pictures. "
            "0: all go on learning."
        ),
    )


STARTS: Registry[Start] = Registry("start", "ganboard.starts", default="fresh")
