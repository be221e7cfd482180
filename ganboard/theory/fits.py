"""The smallest VAE and the smallest GAN on a line, each at its best: both turn one number of noise into one number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ganboard.theory.densities import Density, normal
from ganboard.theory.divergences import jensen_shannon


@dataclass(frozen=True)
class LinearVAE:
    """A VAE with one straight line as encoder and one as decoder.

    The decoder makes ``x = offset + weight · z + noise · ε`` from z ~ N(0, 1) and ε ~ N(0, 1); the encoder answers a value x with
    the normal distribution of z whose mean is ``shift + slope · x`` and whose deviation is ``spread``.

    Attributes:
        offset: Where the decoder puts z = 0.
        weight: How far one unit of z moves x.
        noise: Deviation that the decoder expects around its line, above 0.
        shift: What the encoder makes of x = 0.
        slope: How far one unit of x moves the mean of z.
        spread: Deviation of the encoder's z, above 0.
    """

    offset: float
    weight: float
    noise: float
    shift: float
    slope: float
    spread: float

    @property
    def model(self) -> Density:
        """What the decoder makes of noise: N(offset, weight² + noise²)."""
        return normal(self.offset, math.hypot(self.weight, self.noise))

    def reconstruction(self, mean: float, variance: float) -> float:
        """Mean over the data, and over the encoder's z, of log p(x | z), in nats.

        Args:
            mean: Of the data.
            variance: Of the data. No other property of the data matters here, for all is linear.

        Reference: Kingma & Welling 2013, Eq. 3, second term, arXiv:1312.6114.
        Differs from the paper: the exact mean instead of samples of z.
        """
        bias = mean - self.offset - self.weight * (self.shift + self.slope * mean)
        squared = (1 - self.weight * self.slope) ** 2 * variance + bias**2 + (self.weight * self.spread) ** 2
        return -0.5 * math.log(2 * math.pi * self.noise**2) - squared / (2 * self.noise**2)

    def divergence(self, mean: float, variance: float) -> float:
        """Mean over the data of KL(q(z | x) || N(0, 1)), in nats, at least 0.

        Reference: Kingma & Welling 2013, Eq. 3, first term, and Appendix B, arXiv:1312.6114.
        Differs from the paper: nothing.
        """
        squared = self.slope**2 * variance + (self.shift + self.slope * mean) ** 2 + self.spread**2
        return 0.5 * (squared - 1) - math.log(self.spread)

    def elbo(self, mean: float, variance: float) -> float:
        """Reconstruction minus divergence: never above the mean of log p(x).

        Reference: Kingma & Welling 2013, Eq. 3, arXiv:1312.6114.
        Differs from the paper: nothing.
        """
        return self.reconstruction(mean, variance) - self.divergence(mean, variance)


def fit_vae(mean: float, variance: float, noise: float) -> LinearVAE:
    """The linear VAE with the highest ELBO on data with this mean and variance.

    Its posterior is normal, so the encoder can be exact and the ELBO is the likelihood: what is best is known in closed form.
    Where the decoder's noise alone is as wide as the data, the best weight is 0: the latent says nothing any more.

    Args:
        mean: Of the data.
        variance: Of the data, above 0.
        noise: The decoder's deviation, given, above 0.

    Reference: Tipping & Bishop 1999, Section 3.2, doi:10.1111/1467-9868.00196.
    Differs from the paper: in one dimension the noise cannot be told from the weight, so it is given.
    """
    weight = math.sqrt(max(variance - noise**2, 0.0))
    total = weight**2 + noise**2
    slope = weight / total
    return LinearVAE(mean, weight, noise, -slope * mean, slope, noise / math.sqrt(total))


STEP = 0.16
"""First step of the search in :func:`fit_gan`."""
SMALLEST = 0.001
"""Its last step, in units of x for the mean, and as a part of the width."""
AROUND = np.array([[i, j] for i in (0, 1, -1) for j in (0, 1, -1)], np.float64)
"""Where the search looks from a point: first at the point itself."""


def fit_gan(data: Density, starts: Sequence[tuple[float, float]]) -> tuple[Density, float]:
    """The smallest GAN, G(z) = mean + width · z, with the lowest JS from the data: what G aims at while D is at its best.

    From each start it walks to the best of eight neighbours, in halved steps where none is better.

    Args:
        data: Density of the real data.
        starts: (mean, width) from which it searches, all at once; of equally good ends that of the first start counts.

    Returns:
        What G makes of noise, and its JS from the data in nats. Mean and width are exact to about 0.002 where the search began
        near the lowest point.

    Reference: Goodfellow et al. 2014, Theorem 1, arXiv:1406.2661; the picture: Theis et al. 2016, Figure 1, arXiv:1511.01844.
    Differs from the paper: no networks and no game; D is the best there is at each moment, and G finds the bottom.
    """
    x = _points(data)
    log_data = data.log(x)
    places = np.array([(mean, math.log(width)) for mean, width in starts])
    steps = np.full(len(places), STEP)
    while steps.max() >= SMALLEST:
        tried = places[:, None] + steps[:, None, None] * AROUND  # (starts, 9, 2)
        found = _distance(log_data, tried, x)
        best = found.argmin(axis=1)
        places = tried[np.arange(len(places)), best]
        steps = np.where(best == 0, steps / 2, steps)
    ends = _distance(log_data, places, x)
    first = int((ends > ends.min() + 1e-6).argmin())
    return normal(float(places[first, 0]), math.exp(places[first, 1])), float(ends[first])


def _points(data: Density) -> np.ndarray:
    """Points that are fine enough for the narrowest bump and reach seven deviations of a normal as wide as all of the data."""
    mean, variance = moments(data)
    reach = 7 * math.sqrt(variance)
    return np.arange(mean - reach, mean + reach, min(data.widths) / 4)


def _distance(log_data: np.ndarray, places: np.ndarray, x: np.ndarray) -> np.ndarray:
    """JS of the data from normals, (...,); ``places`` (..., 2) hold mean and logarithm of the width."""
    mean, log_width = places[..., :1], places[..., 1:]
    log_fake = -0.5 * ((x - mean) * np.exp(-log_width)) ** 2 - log_width - 0.5 * math.log(2 * math.pi)
    return jensen_shannon(np.broadcast_to(log_data, log_fake.shape), log_fake, x)


def moments(density: Density) -> tuple[float, float]:
    """Mean and variance of a mixture."""
    bumps = list(zip(density.means, density.widths, density.weights, strict=True))
    mean = sum(weight * centre for centre, _, weight in bumps)
    return mean, sum(weight * (width**2 + (centre - mean) ** 2) for centre, width, weight in bumps)
