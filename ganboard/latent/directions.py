"""Directions through latent space that mean something: coordinates, principal components, SeFa's, and between labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message

SAMPLES = 2000
"""Latents that principal components are found from."""
EXTRA, POWERS = 16, 6
"""Columns beyond those wanted, and rounds, in the search for the largest principal components."""
FEWEST_OF_A_LABEL = 8
"""Latents of each label that a direction between labels needs."""


@dataclass(frozen=True)
class Kind:
    """A way of finding directions, in words.

    Attributes:
        title: What a visitor reads in a list: what these directions do. Marked for translation.
        summary: One or two plain sentences. Marked for translation.
        how: How they are found, for who asks for details; empty where the summary says it. Marked for translation.
        share: What the number beside each direction says. Marked for translation.
        reference: Authors, year, place and arXiv number; empty for what needs none.
    """

    title: str
    summary: str
    how: str
    share: str
    reference: str = ""


KINDS: dict[str, Kind] = {
    "who": Kind(
        N_("Who is seen"),
        N_("Another creature, or the same in another colour, size or place. It goes on moving as it did."),
        N_("Found from many clips: the directions, in the noise for who is seen, that change the first frame most."),
        N_("Share of the variance"),
        "Härkönen et al. 2020, Section 2.2, arXiv:2004.02546",
    ),
    "how": Kind(
        N_("How it moves"),
        N_("How far it moves, and to which side. It stays who it is."),
        N_("Found from many clips: the directions, in the noise for how it moves, that change the later frames most."),
        N_("Share of the variance"),
        "Härkönen et al. 2020, Section 2.2, arXiv:2004.02546",
    ),
    "pca": Kind(
        N_("Biggest changes"),
        N_("What sets the pictures apart most, the first slider most. The small pictures show where each one leads."),
        N_(
            "GANSpace: the directions in which the answers of the generator's first layer vary most, found from many samples."
        ),
        N_("Share of the variance"),
        "Härkönen et al. 2020, Section 2.2, arXiv:2004.02546",
    ),
    "sefa": Kind(
        N_("Strongest switches"),
        N_("What the generator answers to most strongly, read off the generator itself without looking at a picture."),
        N_("SeFa: the directions that the weights of the generator's first layer magnify most."),
        N_("Share of the squared weights"),
        "Shen & Zhou 2021, Section 2.2, arXiv:2007.06600",
    ),
    "raw": Kind(
        N_("Raw noise numbers"),
        N_(
            "The numbers that the generator is given, one at a time. Each changes many things at once: nobody told the generator "
            "to keep them apart."
        ),
        "",
        N_("Share of the noise"),
    ),
    "labels": Kind(
        N_("Between classes"),
        N_("From pictures of one class to pictures of another, as a classifier sees them."),
        N_("From the middle of the noise of one class' pictures to the middle of the other's."),
        N_("How far the two classes lie apart along it, in standard deviations"),
        "Radford et al. 2016, Section 6.3.2, arXiv:1511.06434",
    ),
}
"""The kinds by their ids, in the order in which they are offered."""


@dataclass(frozen=True, eq=False)
class Directions:
    """Directions of one kind, the most important first.

    Attributes:
        kind: A key of ``KINDS``.
        vectors: float32, (count, latent_size), each of length 1.
        shares: float64, (count,): what ``KINDS[kind].share`` says. All but those of ``labels`` are parts of 1.
        titles: Names to show, a :func:`ganboard.i18n.message` each.
    """

    kind: str
    vectors: np.ndarray
    shares: np.ndarray
    titles: tuple[dict[str, Any], ...]


def raw(size: int) -> Directions:
    """The coordinates of latents of ``size`` numbers; each has an equal share of the noise."""
    titles = tuple(message(N_("Number {number}"), number=number) for number in range(1, size + 1))
    return Directions("raw", np.eye(size, dtype=np.float32), np.full(size, 1 / size), titles)


def pca(latents: np.ndarray, activations: np.ndarray, count: int) -> Directions:
    """Principal components of a layer's activations, carried back to the latents by least squares.

    Args:
        latents: (samples, latent_size), normally distributed; ``SAMPLES`` of them are enough.
        activations: (samples, units), what the layer answers to each.
        count: Directions wanted. Fewer come where the activations vary in fewer ways.

    Returns:
        Directions with the shares of the activations' variance, falling.

    Raises:
        GANBoardError: not as many activations as latents, fewer than two, no numbers, or activations that do not vary.

    Reference: Härkönen et al. 2020, Section 2.2, arXiv:2004.02546; the decomposition by subspace iteration:
    Halko et al. 2011, Algorithm 4.4, arXiv:0909.4061, which takes a fiftieth of the time of an exact one.
    Differs from the paper: two thousand samples at once instead of a million in parts.
    """
    z, y = np.asarray(latents, np.float64), np.asarray(activations, np.float64)
    if z.ndim != 2 or y.ndim != 2 or len(z) != len(y) or len(z) < 2:
        raise _unfit(N_("as many activations as latents, and at least two"), z, y)
    _check_numbers(z, y)
    y = y - y.mean(axis=0)
    variances, scores = _scores(y, count)
    total = float(np.square(y).sum())
    if total <= 0 or not np.any(kept := variances > 1e-10 * total):
        raise GANBoardError(N_("The generator's first layer answers the same to all noise. Choose a later checkpoint."))
    kept &= np.arange(len(kept)) < count
    # min over U of the sum of ||U x - z||²: the scores x are uncorrelated, so each column stands alone; lengths do not matter
    vectors = scores[:, kept].T @ (z - z.mean(axis=0))
    return _ordered("pca", vectors, variances[kept] / total, N_("Change {number}"))


def sefa(kernel: np.ndarray, count: int) -> Directions:
    """Eigenvectors of AᵀA, where A is the matrix by which the first layer multiplies the latents.

    Args:
        kernel: (latent_size, units), Aᵀ as Keras keeps it, without the rows of a class embedding.
        count: Directions wanted, at most latent_size.

    Returns:
        Directions with the eigenvalues, falling, as shares of their sum.

    Raises:
        GANBoardError: no matrix, or no numbers in it, or nothing but zeros.

    Reference: Shen & Zhou 2021, Section 2.2, arXiv:2007.06600.
    Differs from the paper: the first dense layer alone, where the paper may join several layers.
    """
    a = np.asarray(kernel, np.float64)
    if a.ndim != 2:
        raise _unfit(N_("a matrix of latents times units"), a)
    _check_numbers(a)
    values, vectors = np.linalg.eigh(a @ a.T)
    values, vectors = np.clip(values[::-1], 0, None), vectors[:, ::-1]
    if values.sum() <= 0:
        raise GANBoardError(N_("The generator's first layer answers the same to all noise. Choose a later checkpoint."))
    return _ordered("sefa", vectors.T[:count], values[:count] / values.sum(), N_("Switch {number}"))


def between(
    latents: np.ndarray, labels: np.ndarray, first: int, second: int, names: tuple[str, str] = ("", "")
) -> Directions:
    """The direction from the latents of one label to those of another.

    A separation measured on the latents that gave the direction would be large for mere chance (about the root of
    2·latent_size/samples). So half of them give a direction on which the other half is measured, and the reverse; the
    mean of the two can be zero or a little below, and is where labels do not depend on latents. That is so in a
    generator that is told the class: choose the class there.

    Args:
        latents: (samples, latent_size).
        labels: (samples,), what a classifier calls the picture of each.
        first: The label towards which the direction leads.
        second: The label from which it leads away.
        names: How the two are called on screen; the labels themselves if left out.

    Returns:
        One direction; its share is the separation d', the distance of the means in standard deviations.

    Raises:
        GANBoardError: not as many labels as latents, fewer than 8 latents of a label, twice the same, or no numbers.

    Reference: Radford et al. 2016, Section 6.3.2, arXiv:1511.06434; d': Green & Swets 1966, Chapter 3.
    Differs from the paper: labels come from a classifier instead of a person, groups are large, d' is cross-validated.
    """
    z, given = np.asarray(latents, np.float64), np.asarray(labels)
    if z.ndim != 2 or given.shape != z.shape[:1]:
        raise _unfit(N_("one label for each latent"), z, given)
    _check_numbers(z)
    if first == second:
        raise GANBoardError(N_("Choose two different classes: between a class and itself there is no direction."))
    names = (names[0] or str(first), names[1] or str(second))
    groups = [z[given == label] for label in (first, second)]
    for name, group in zip(names, groups, strict=True):
        if len(group) < FEWEST_OF_A_LABEL:
            text = N_(
                "A direction between two classes needs {fewest} pictures of each, but of {name} there are {count}. "
                "Choose another class, or a later checkpoint."
            )
            if len(group) == 1:
                text = N_(
                    "A direction between two classes needs {fewest} pictures of each, but of {name} there is only one. "
                    "Choose another class, or a later checkpoint."
                )
            raise GANBoardError(
                text,
                fewest=FEWEST_OF_A_LABEL,
                name=name,
                count=len(group),
            )
    a, b = groups
    separation = (_separation(a[::2], b[::2], a[1::2], b[1::2]) + _separation(a[1::2], b[1::2], a[::2], b[::2])) / 2
    title = message(N_("More {first}, less {second}"), first=names[0], second=names[1])
    return Directions("labels", _unit(a.mean(axis=0) - b.mean(axis=0))[None], np.array([separation]), (title,))


def _scores(centred: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The largest variances, falling, and scores: at least ``count`` of them where there are as many."""
    width = min(count + EXTRA, *centred.shape)
    single = centred.astype(np.float32)  # half the time; only where to look is found with it
    basis = np.random.default_rng(0).standard_normal((centred.shape[1], width)).astype(np.float32)
    for _ in range(POWERS):
        basis = np.linalg.qr(single.T @ (single @ basis))[0]
    scores = centred @ basis.astype(np.float64)
    values, vectors = np.linalg.eigh(scores.T @ scores)
    return np.clip(values[::-1], 0, None), scores @ vectors[:, ::-1]


def _separation(a: np.ndarray, b: np.ndarray, test_a: np.ndarray, test_b: np.ndarray) -> float:
    """d' of two test groups along the direction of two others."""
    direction = a.mean(axis=0) - b.mean(axis=0)
    along_a, along_b = test_a @ direction, test_b @ direction
    spread = np.sqrt((along_a.var(ddof=1) + along_b.var(ddof=1)) / 2)
    return float((along_a.mean() - along_b.mean()) / spread) if spread > 0 else 0.0


def _ordered(kind: str, vectors: np.ndarray, shares: np.ndarray, title: str) -> Directions:
    """Directions of length 1 whose largest number is positive, so that the same data always gives the same signs."""
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=1)[:, None], axis=1)
    titles = tuple(message(title, number=number) for number in range(1, len(vectors) + 1))
    return Directions(kind, _unit(np.where(largest < 0, -vectors, vectors)), shares, titles)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def _check_numbers(*arrays: np.ndarray) -> None:
    if not all(np.isfinite(array).all() for array in arrays):
        raise GANBoardError(
            N_("The generator's weights are no numbers: training broke down. Choose an earlier checkpoint.")
        )


def _unfit(expected: str, *arrays: np.ndarray) -> GANBoardError:
    shapes = ", ".join("×".join(map(str, array.shape)) for array in arrays)
    return GANBoardError(
        N_("Expected {expected}, but got arrays of {shapes}."), expected=message(expected), shapes=shapes
    )
