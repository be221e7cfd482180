"""The smallest GAN and the smallest VAE on the same data: what is blurry and what is left out."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.densities import Density, grid, integrate, two_bumps
from ganboard.theory.divergences import jensen_shannon
from ganboard.theory.fits import LinearVAE, fit_gan, fit_vae, moments
from ganboard.theory.scene import Line, Number, Plot, Scene, Sentence
from ganboard.theory.wording import decimal

WIDTH = 0.5
"""Standard deviation of each bump of the data."""
ACROSS = np.linspace(-7.0, 7.0, 281)
BARE = 0.05
"""Where the data's density is below this part of its peak, hardly any data are."""
LEFT_OUT = 0.1
"""A bump is left out where a model's density at its middle is below this part of the data's."""
ALIKE = 0.005
"""JS of two models, in nats, below which the sentence calls them alike."""
TWO_SENTENCES = N_("{first} {second}")


@DEMOS.register
class GanAndVae(Demo):
    """Both make a straight line of noise: the VAE with the highest ELBO, and the GAN with the lowest JS.

    Reference: Kingma & Welling 2013, Eq. 3, arXiv:1312.6114; Goodfellow et al. 2014, Theorem 1, arXiv:1406.2661; the picture:
    Theis et al. 2016, Figure 1, arXiv:1511.01844.
    Differs from the paper: one dimension and no networks, so that the best of both is known.
    """

    name: ClassVar[str] = "gan_and_vae"
    title: ClassVar[str] = N_("GAN and VAE")
    summary: ClassVar[str] = N_("Pull two bumps of data apart, and see which model blurs and which leaves out.")

    distance: float = Field(
        5.0,
        ge=0,
        le=6,
        title=N_("Distance"),
        description=N_("Between the two bumps of the data. Each has the standard deviation 0.5."),
        json_schema_extra={"step": 0.05},
    )
    balance: float = Field(
        0.5,
        ge=0.1,
        le=0.9,
        title=N_("Balance"),
        description=N_("How much of the data is in the right bump."),
        json_schema_extra={"step": 0.01},
    )
    noise: float = Field(
        0.5,
        ge=0.1,
        le=2,
        title=N_("Noise of the VAE's decoder, σ"),
        description=N_(
            "How exact the decoder is expected to be; given, not learnt. It shifts weight between the two terms of "
            "the ELBO, and changes what the VAE makes only where it is wider than the data."
        ),
        json_schema_extra={"step": 0.05},
    )

    def scene(self) -> Scene:
        """The data's density and both models, the two terms of the ELBO, and JS of both."""
        bumps = [(-self.distance / 2, WIDTH), (self.distance / 2, WIDTH)]
        data = two_bumps(bumps[0], bumps[1], self.balance)
        mean, variance = moments(data)
        vae = fit_vae(mean, variance, self.noise)
        heavier = bumps[::-1] if self.balance >= 0.5 else bumps
        gan, gan_distance = fit_gan(data, [*heavier, (mean, math.sqrt(variance))])
        x = grid(data, vae.model)
        vae_distance = float(jensen_shannon(data.log(x), vae.model.log(x), x))
        numbers = self._numbers(vae, mean, variance, vae_distance, gan_distance)
        return Scene([self._plot(data, vae.model, gan)], numbers, self._sentence(data, vae, gan))

    def _numbers(
        self, vae: LinearVAE, mean: float, variance: float, vae_distance: float, gan_distance: float
    ) -> list[Number]:
        exact = message(N_("here equal to the mean log-likelihood"))
        return [
            Number("elbo", message(N_("ELBO of the VAE")), vae.elbo(mean, variance), note=exact),
            Number("reconstruction", message(N_("Reconstruction")), vae.reconstruction(mean, variance)),
            Number("kl", message(N_("KL, subtracted")), vae.divergence(mean, variance), role="noise"),
            Number("js_vae", message(N_("JS of the VAE")), vae_distance, role="fake"),
            Number(
                "js_gan", message(N_("JS of the GAN")), gan_distance, role="fake", note=message(N_("as low as it gets"))
            ),
        ]

    def _plot(self, data: Density, vae: Density, gan: Density) -> Plot:
        return Plot(
            message(N_("Data and what both make")),
            message(
                N_(
                    "Data with bumps at {left} and {right}. The VAE makes one hill in the middle of the data, at "
                    "{vae}, of standard deviation {vae_width}; the GAN one at {gan}, of {gan_width}."
                ),
                left=decimal(-self.distance / 2),
                right=decimal(self.distance / 2),
                vae=decimal(vae.means[0]),
                vae_width=decimal(vae.widths[0]),
                gan=decimal(gan.means[0]),
                gan_width=decimal(gan.widths[0]),
            ),
            [
                Line(ACROSS, data.at(ACROSS), "real", message(N_("data")), filled=True),
                Line(ACROSS, vae.at(ACROSS), "fake", message(N_("made by the VAE")), "dashed"),
                Line(ACROSS, gan.at(ACROSS), "fake", message(N_("made by the GAN"))),
            ],
            message(N_("x")),
            message(N_("density")),
            (ACROSS[0], ACROSS[-1]),
            (0, 0.9),
        )

    def _sentence(self, data: Density, vae: LinearVAE, gan: Density) -> Sentence:
        values = {
            "vae": percent(astray(vae.model, data)),
            "gan": percent(astray(gan, data)),
            "left_out": percent(min(self.balance, 1 - self.balance)),
        }
        if vae.weight == 0:
            first = N_(
                "The decoder's noise alone is as wide as the data, so the VAE does not use z at all: the KL term is "
                "0, and {vae} of what it makes lies where hardly any data are."
            )
            return message(TWO_SENTENCES, first=message(first, **values), second=self._gan_sentence(data, gan, values))
        if leaves_out(gan, data):
            first = N_(
                "Each real value that the VAE does not expect costs it much, so it covers both bumps, and {vae} of "
                "what it makes lies where hardly any data are: this is its blur."
            )
            return message(TWO_SENTENCES, first=message(first, **values), second=self._gan_sentence(data, gan, values))
        x = grid(vae.model, gan)
        if float(jensen_shannon(vae.model.log(x), gan.log(x), x)) < ALIKE:
            return message(
                N_(
                    "Both make nearly the same hill over both bumps; {vae} of what the VAE makes and {gan} of what "
                    "the GAN makes lies where hardly any data are. They part when the bumps are far enough apart that "
                    "leaving one out costs less JS."
                ),
                **values,
            )
        return message(
            N_(
                "Both make one hill over both bumps, of different widths; {vae} of what the VAE makes and {gan} of "
                "what the GAN makes lies where hardly any data are."
            ),
            **values,
        )

    def _gan_sentence(self, data: Density, gan: Density, values: dict[str, str]) -> Sentence:
        if not leaves_out(gan, data):
            return message(N_("The GAN makes one hill over both bumps, and {gan} of it lies there."), **values)
        if self.balance == 0.5:
            return message(
                N_("The GAN sits sharply on one bump, by chance on this one, and leaves out {left_out} of the data."),
                **values,
            )
        return message(N_("The GAN sits sharply on the larger bump and leaves out {left_out} of the data."), **values)


def astray(model: Density, data: Density) -> float:
    """How much of what a model makes lies where hardly any data are, 0 to 1."""
    x = grid(model, data)
    real = data.at(x)
    return float(integrate(np.where(real < BARE * real.max(), model.at(x), 0.0), x))


def leaves_out(model: Density, data: Density) -> bool:
    """Whether a model hardly reaches the middle of one of the data's bumps."""
    middles = np.array(data.means)
    return bool((model.at(middles) < LEFT_OUT * data.at(middles)).any())


def percent(share: float) -> str:
    """0.372 as "37%"."""
    return f"{100 * share:.0f}%"
