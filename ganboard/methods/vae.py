"""A variational autoencoder."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar

from pydantic import Field

from ganboard.architectures import ARCHITECTURES, Architecture
from ganboard.datasets import Data, Dataset
from ganboard.errors import ConfigError
from ganboard.i18n import N_, message
from ganboard.media import ImageMedium
from ganboard.methods.base import METHODS, Measure, Panel
from ganboard.methods.from_noise import FromNoise
from ganboard.methods.maker import SHOWN
from ganboard.methods.share import Past, Share, share
from ganboard.methods.vae_learner import VAELearner
from ganboard.methods.vae_maker import VAEMaker

MEASURES = (
    Measure("loss", N_("loss"), "loss", "plain"),
    Measure("reconstruction", N_("reconstruction"), "loss", "real", "parts", "rec"),
    Measure("divergence", N_("KL divergence"), "loss", "noise", "parts", "KL"),
    Measure("elbo", N_("ELBO"), "score", "fake", "bound", "ELBO"),
)
"""What is made small; the two parts of it, in nats per sample: how badly a sample is rebuilt, and how much its code tells; and
the lower bound of the log-likelihood, minus both."""
PANELS = (
    Panel(
        "parts", N_("Errors"), N_("How badly samples are rebuilt, and how much their codes tell, over training steps.")
    ),
    Panel(
        "bound",
        N_("ELBO: how likely the model finds the data, at least"),
        N_("The lower bound of the log-likelihood of the data, over training steps."),
    ),
)
OFF = N_("Rebuilt pictures are off by {count} of 100 (0: just the same, 100: black where white should be)")
BLACK_TO_WHITE = 2.0
"""From black to white, as networks see pictures."""


@METHODS.register
class VAE(FromNoise):
    """An encoder that says which latents fit a sample, and a decoder that makes samples of latents.

    Each is rebuilt from latents drawn around what the encoder says; the loss is the squared error, as the negative logarithm of a
    normal density of width ``deviation`` (in the networks' units; the density is that of samples in their own), plus β times the
    divergence of the encoder's distribution from the noise.

    Reference: Kingma & Welling 2014, Eq. 3 and Appendix B, arXiv:1312.6114; β: Higgins et al. 2017, Eq. 4,
    https://openreview.net/forum?id=Sy2fzU9gl.
    Differs from the papers: samples shown come from a running average of the weights, as those of the GAN do.
    """

    name: ClassVar[str] = "vae"
    title: ClassVar[str] = N_("VAE")
    summary: ClassVar[str] = N_(
        "One network sums up what it sees in a few numbers, another rebuilds it from them. No judge: what counts is the error."
    )
    order: ClassVar[int] = 2
    abilities: ClassVar[frozenset[str]] = frozenset({"make", "encode", "open"})
    scheme: ClassVar[str] = "rebuilding"
    networks: ClassVar[tuple[str, ...]] = (SHOWN, "encoder")
    sized_by: ClassVar[tuple[str, ...]] = ("architecture", "latent_size")
    story: ClassVar[str] = N_(
        "Two networks work together. The {encoder} sums {real} up in a few numbers each, and the {generator} rebuilds them from "
        "these. The numbers are kept so near to {noise} that noise alone becomes something new."
    )

    architecture: Annotated[Architecture, ARCHITECTURES] = Field(
        "lean",
        validate_default=True,
        title=N_("Networks"),
        description=N_("How both networks are built: how fast they learn, and how fine the result becomes."),
    )
    conditional: bool = Field(
        False,
        title=N_("Tell them which kind it is"),
        description=N_("Then you can ask for one kind, such as the digit 7, and it learns faster."),
    )
    latent_size: int = Field(
        16,
        ge=1,
        le=512,
        title=N_("Size of the noise"),
        description=N_("How many numbers sum up one thing that is learned from. Few: much is lost."),
    )
    batch_size: int = Field(
        32,
        ge=2,
        le=1024,
        title=N_("Samples per step"),
        description=N_(
            "How many are looked at before the networks change once. More: calmer, but each step takes longer."
        ),
    )
    learning_rate: float = Field(
        3e-3,
        gt=0,
        le=1,
        title=N_("Learning rate"),
        description=N_("How far the networks move at each step. Large: fast at first, then restless."),
    )
    decay_steps: int = Field(
        2000,
        ge=0,
        le=10_000_000,
        title=N_("Calm down after"),
        description=N_(
            "After so many steps all move only 71% as far at each step, after three times as many half as far: what comes out "
            "changes less and less. 0: never."
        ),
    )
    beta: float = Field(
        1.0,
        ge=0,
        le=100,
        title=N_("β"),
        description=N_(
            "How much the codes must look like noise. More: noise becomes something better, but all is blurrier."
        ),
    )
    deviation: float | None = Field(
        None,
        gt=0,
        le=10,
        title=N_("Width of an error"),
        description=N_(
            "How large an error of one number is taken as usual, as the networks see it: for them black and white are 2 apart, "
            "and points lie between -2 and 2."
        ),
        json_schema_extra={"empty": N_("what suits the data")},
    )
    ema_decay: float = Field(
        0.99,
        ge=0,
        lt=1,
        title=N_("Averaging"),
        description=N_(
            "What you see is made by a running average of the networks. Closer to 1: calmer, but it lags behind."
        ),
    )

    @property
    def dials(self) -> tuple[str, ...]:
        """See :attr:`Method.dials`."""
        return ("learning_rate", "beta")

    @property
    def measures(self) -> tuple[Measure, ...]:
        """See :attr:`Method.measures`."""
        return MEASURES

    @property
    def panels(self) -> tuple[Panel, ...]:
        """See :attr:`Method.panels`."""
        return PANELS

    def narrate(self, step: int, measures: dict[str, float]) -> dict[str, Any]:
        """See :meth:`Method.narrate`."""
        told = measures.get("divergence")
        if told is None:
            return message(N_("What was measured at this step was not written down."))
        if told < 1:
            return message(
                N_(
                    "The codes, the few numbers that sum something up, say next to nothing yet: whatever goes in, the same comes "
                    "out."
                )
            )
        return message(
            N_(
                "Everything is summed up in a code, a few numbers, and rebuilt from that. A code says as much as about {answers} "
                "answers of yes or no."
            ),
            answers=f"{told / math.log(2):.0f}",
        )

    def shares(self, dataset: Dataset, measures: dict[str, float], past: Past) -> tuple[Share, ...]:
        """See :meth:`Method.shares`. Of points nothing: how far off they are has no end that all know."""
        if not isinstance(dataset.medium, ImageMedium):
            return ()
        return (share(OFF, self._off(dataset, measures.get("reconstruction")), "fake"),)

    def _off(self, dataset: Dataset, reconstruction: float | None) -> float | None:
        """By how much numbers are rebuilt wrong, as the root of the mean square; 1 is black instead of white."""
        if reconstruction is None:
            return None
        size, width = math.prod(dataset.shape), self.width(dataset)
        squares = 2 * width**2 * (reconstruction / size - math.log(width) - 0.5 * math.log(2 * math.pi))
        return math.sqrt(max(squares, 0.0)) / BLACK_TO_WHITE

    def check(self, dataset: Dataset) -> None:
        """See :meth:`Method.check`."""
        super().check(dataset)
        if not self.architecture.encodes:
            able = ", ".join(part.name for part in ARCHITECTURES if part.encodes)
            raise ConfigError(
                "architecture", self.architecture.name, N_("networks that can encode: one of {choices}"), choices=able
            )
        self.architecture.check(self.network_spec(dataset))

    def width(self, dataset: Dataset) -> float:
        """How large an error of one number is taken as usual, in the networks' units."""
        return dataset.medium.deviation if self.deviation is None else self.deviation

    def suited(self, dataset: Dataset) -> dict[str, Any]:
        """See :meth:`Method.suited`."""
        return {"deviation": self.width(dataset)}

    def maker(self, dataset: Dataset) -> VAEMaker:
        """See :meth:`Method.maker`."""
        return VAEMaker(self, dataset)

    def learner(self, dataset: Dataset, data: Data, seed: int) -> VAELearner:
        """See :meth:`Method.learner`."""
        return VAELearner(self, dataset, data, seed)
