"""How far two densities are apart, and what the best discriminator makes of them.

Densities come as logarithms on the points of ``densities.grid``: nothing here takes log 0 or divides 0 by 0, however
far out in the tails. All logarithms are natural: divergences are in nats.
"""

from __future__ import annotations

import math

import numpy as np

from ganboard.theory.densities import integrate


def softplus(logits: np.ndarray) -> np.ndarray:
    """log(1 + exp(logits)), which is -log(1 - D) and, of the negative, -log D; never overflows."""
    return np.logaddexp(0.0, logits)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-logits)), right to the last digit also where it is tiny."""
    return np.exp(-softplus(-logits))


def best_logits(log_p: np.ndarray, log_q: np.ndarray, data_terms: float = 1.0) -> np.ndarray:
    """The logit of the D that is best against a fixed G: log(p / q), so that D* = p / (p + q).

    Args:
        log_p: Log density of the real data, (..., count).
        log_q: Log density of the fakes, the same shape.
        data_terms: How often the sum counts E[log D(x)]. 2 is the sum as the article prints it, where
            D* = 2p / (2p + q).

    Returns:
        The same shape; D* is their :func:`sigmoid`.

    Reference: Goodfellow et al. 2014, Proposition 1, arXiv:1406.2661.
    Differs from the paper: ``data_terms``, which is 1 there; as a logit, so that the tails do not become 0 / 0.
    """
    return math.log(data_terms) + log_p - log_q


def value(
    logits: np.ndarray, log_p: np.ndarray, log_q: np.ndarray, x: np.ndarray, data_terms: float = 1.0
) -> np.ndarray:
    """V(D, G) = E[log D(x)] + E[log(1 - D(G(z)))], the first term counted ``data_terms`` times.

    Args:
        logits: Of D at the points, (..., count).
        log_p: Log density of the real data, the same shape.
        log_q: Log density of the fakes, the same shape.
        x: The points, (count,).
        data_terms: 1 for V.

    Returns:
        (...,), at most 0.

    Reference: Goodfellow et al. 2014, Eq. 1, arXiv:1406.2661.
    Differs from the paper: ``data_terms``, which is 1 there; integrals instead of means over samples.
    """
    return -integrate(data_terms * np.exp(log_p) * softplus(-logits) + np.exp(log_q) * softplus(logits), x)


def lowest_value(data_terms: float = 1.0) -> float:
    """What ``value`` is with the best D where p = q: -log 4; with the data term counted twice, log(4/27).

    Reference: Goodfellow et al. 2014, Theorem 1, arXiv:1406.2661.
    Differs from the paper: ``data_terms``, which is 1 there.
    """
    return data_terms * math.log(data_terms) - (1 + data_terms) * math.log(1 + data_terms)


def kullback_leibler(log_p: np.ndarray, log_q: np.ndarray, x: np.ndarray) -> np.ndarray:
    """KL(p || q), the integral of p log(p / q), in nats.

    Args:
        log_p: (..., count).
        log_q: The same shape.
        x: The points, (count,).

    Returns:
        (...,), 0 where both are the same.

    Reference: Kullback & Leibler 1951, doi:10.1214/aoms/1177729694. Differs from the paper: nothing.
    """
    return integrate(np.exp(log_p) * (log_p - log_q), x)


def jensen_shannon(log_p: np.ndarray, log_q: np.ndarray, x: np.ndarray, data_share: float = 0.5) -> np.ndarray:
    """share · KL(p || m) + (1 - share) · KL(q || m) with m = share · p + (1 - share) · q, in nats.

    Args:
        log_p: (..., count).
        log_q: The same shape.
        x: The points, (count,).
        data_share: Weight of p in the middle m; with one half it is JS, between 0 and log 2.

    Returns:
        (...,), 0 where both are the same, never below.

    Reference: Lin 1991, the divergence with weights, doi:10.1109/18.61115.
    Differs from the paper: written as two KL divergences instead of three entropies, which is the same; nats, not bits.
    """
    middle = np.logaddexp(math.log(data_share) + log_p, math.log1p(-data_share) + log_q)
    parts = data_share * kullback_leibler(log_p, middle, x) + (1 - data_share) * kullback_leibler(log_q, middle, x)
    return np.maximum(parts, 0.0)  # rounding may leave -1e-17


def wasserstein(p: np.ndarray, q: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Wasserstein-1: how far mass has to be carried on average, the area between the two distribution functions.

    Exact to rounding where one distribution function lies below the other everywhere, as for shifted bumps; where they
    cross, the error is below 1e-3 of the narrowest width on the points of ``densities.grid``.

    Args:
        p: Density, not its logarithm, (..., count).
        q: The same shape.
        x: The points, (count,), evenly spaced.

    Returns:
        (...,), in units of x.

    Reference: Arjovsky et al. 2017, Eq. 1, arXiv:1701.07875.
    Differs from the paper: for densities on a line, where the cheapest transport keeps the order and needs no search.
    """
    spacing = x[1] - x[0]
    between = np.cumsum(p - q, axis=-1) * spacing  # of the distribution functions, half a step further on
    return np.abs(between).sum(axis=-1) * spacing
