"""Intervals cover the truth in 95 ± 3% of 500 simulations, and in no fewer where both sides are of the same distribution.

The truth is a closed form where there is one, else the mean over the simulations: a number's expectation at that count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from ganboard.metrics import METRICS, ImageSet, Samples
from ganboard.metrics.intervals import Interval
from ganboard.metrics.modes import modes, plane_divergences
from tests.metrics.sets import classified, featured, named
from tests.trials import again

pytestmark = pytest.mark.slow  # hundreds of simulations

SIMULATIONS = 500
Chance = np.random.Generator
Draw = Callable[[Chance], Samples]


def clouds(count: int, size: int, shift: float, scale: float, others: int | None = None) -> Draw:
    """Normal features; the fakes are shifted by a length and scaled."""

    def draw(chance: Chance) -> Samples:
        fake = scale * chance.normal(size=(count, size)) + shift / np.sqrt(size)
        return Samples(featured(fake), featured(chance.normal(size=(others or count, size))))

    return draw


def pictures(count: int, contrast: float, light: float) -> Draw:
    """Images whose contrast and light differ from one to the next."""

    def side(chance: Chance, contrast: float, light: float) -> ImageSet:
        strength = contrast * chance.uniform(0.5, 1.5, (count, 1, 1, 1))
        values = light + 20 * chance.normal(size=(count, 1, 1, 1)) + strength * chance.normal(size=(count, 6, 6, 1))
        return ImageSet(np.clip(values, 0, 255).astype(np.uint8))

    return lambda chance: Samples(side(chance, contrast, light), side(chance, 25, 128))


def kinds(count: int, shares: np.ndarray) -> Draw:
    """Images of which the classifier is sure; the real ones of ten classes equally often."""

    def draw(chance: Chance) -> Samples:
        fake, real = chance.choice(10, count, p=shares), chance.choice(10, count)
        return Samples(named(fake, labels=np.where(chance.random(count) < 0.9, fake, (fake + 1) % 10)), named(real))

    return draw


def unsure(count: int) -> Draw:
    """Images of which the classifier is more or less sure."""
    return lambda chance: Samples(*(classified(chance.dirichlet([0.3] * 10, count)) for _ in range(2)))


def copied(count: int, scale: float, fakes: int | None = None) -> Draw:
    """Fakes and unseen images around the same training images; what is told takes these as given."""
    real = featured(np.random.default_rng(99).normal(size=(500, 4)))
    return lambda chance: Samples(
        featured(scale * chance.normal(size=(fakes or count, 4))), real, featured(chance.normal(size=(count, 4)))
    )


def pasted(count: int, part: float) -> Draw:
    """Fakes some of which are training images."""
    real = ImageSet(np.random.default_rng(99).integers(0, 256, (500, 4, 4, 1)).astype(np.uint8))

    def draw(chance: Chance) -> Samples:
        images = chance.integers(0, 256, (count, 4, 4, 1)).astype(np.uint8)
        copies = np.flatnonzero(chance.random(count) < part)
        images[copies] = real.images[chance.integers(0, 500, len(copies))]
        return Samples(ImageSet(images), real)

    return draw


SKEWED = np.array([0.3, 0.05] + [0.65 / 8] * 8)
EQUAL = np.full(10, 0.1)
FAST: list[tuple[str, Draw, float | None]] = [
    ("frechet", clouds(200, 4, 0.2, 1.0), None),
    ("frechet", clouds(200, 4, 0.0, 0.8), None),
    ("frechet_limit", clouds(200, 4, 0.0, 0.8), 4 * 0.2**2),
    ("kernel", clouds(200, 4, 0.0, 0.8), None),
    ("kernel", clouds(200, 16, 0.3, 0.9, 120), None),
    ("score", unsure(300), None),
    ("class_balance", kinds(300, SKEWED), None),
    ("asked", kinds(300, EQUAL), 0.9),
    ("exact", pasted(300, 0.1), 0.1),
    ("memorisation", copied(200, 0.7), None),
    ("copies", copied(200, 0.8), None),
    ("diversity", clouds(150, 3, 0.0, 0.9), 0.9),
    ("sharpness", pictures(150, 20, 128), None),
    ("sliced", pictures(150, 25, 140), None),
]
SLOW: list[tuple[str, Draw, float | None]] = [
    ("frechet", clouds(500, 16, 0.5, 0.9), None),
    ("frechet_limit", clouds(300, 4, 1.0, 1.0), 1.0),
    ("kernel", clouds(400, 32, 0.5, 1.0), None),
]
"""More images, or features, of what stands in ``FAST`` as well."""
NEIGHBOURS = [clouds(200, 8, 0.0, 1.0), clouds(200, 8, 1.0, 0.9, 300)]
SAME: list[tuple[str, Draw, float | None]] = [
    ("frechet", clouds(200, 8, 0.0, 1.0), None),
    ("frechet_limit", clouds(100, 4, 0.0, 1.0), 0.0),
    ("kernel", clouds(100, 4, 0.0, 1.0), 0.0),
    ("class_balance", kinds(300, EQUAL), None),
    ("class_coverage", kinds(300, SKEWED), 1.0),
    ("class_coverage", kinds(300, np.array([0.0] + [1 / 9] * 9)), 0.9),
    ("memorisation", copied(200, 1.0), None),
    ("diversity", clouds(100, 4, 0.0, 1.0), 1.0),
    ("sharpness", pictures(100, 25, 128), 1.0),
    ("sliced", pictures(100, 25, 128), None),
]


def simulated(name: str, draw: Draw) -> Iterator[Interval]:
    metric = METRICS.get(name)()
    for seed in range(SIMULATIONS):
        samples = draw(np.random.default_rng((seed, 1)))
        yield metric.estimate(samples.fake, samples)


def cover(found: list[Interval], truth: float | None) -> float:
    value = float(np.mean([each.value for each in found])) if truth is None else truth
    return float(np.mean([each.low - 1e-9 <= value <= each.high + 1e-9 for each in found]))


@pytest.mark.parametrize(("name", "draw", "truth"), [*FAST[:3], *(again(*each) for each in FAST[3:])])
def test_intervals_cover_the_truth(name: str, draw: Draw, truth: float | None) -> None:
    assert 0.92 <= cover(list(simulated(name, draw)), truth) <= 0.98


@pytest.mark.trial
@pytest.mark.parametrize(("name", "draw", "truth"), SLOW)
def test_intervals_cover_the_truth_with_more_images(name: str, draw: Draw, truth: float | None) -> None:
    assert 0.92 <= cover(list(simulated(name, draw)), truth) <= 0.98


@pytest.mark.trial
@pytest.mark.parametrize("draw", [NEIGHBOURS[0], *map(again, NEIGHBOURS[1:])])
def test_intervals_from_neighbourhoods_cover_the_truth(draw: Draw) -> None:
    found: dict[str, list[Interval]] = {name: [] for name in ("precision", "recall", "density", "coverage")}
    for seed in range(SIMULATIONS):
        samples = draw(np.random.default_rng((seed, 1)))
        for name, intervals in found.items():
            intervals.append(METRICS.get(name)().estimate(samples.fake, samples))
    covered = {name: cover(intervals, None) for name, intervals in found.items()}
    assert all(0.92 <= part <= 0.98 for part in covered.values()), covered


@pytest.mark.parametrize(("name", "draw", "truth"), [*SAME[3:6], *(again(*each) for each in SAME[:3] + SAME[6:])])
def test_intervals_cover_at_least_as_often_where_nothing_differs(name: str, draw: Draw, truth: float | None) -> None:
    """Or where what is counted jumps: there they are wider than they need be."""
    assert cover(list(simulated(name, draw)), truth) >= 0.92


def test_every_metric_is_simulated() -> None:
    neighbourly = {"precision", "recall", "density", "coverage"}
    assert {name for name, _, _ in FAST + SLOW + SAME} | neighbourly == set(METRICS.names())


@pytest.mark.trial
def test_intervals_of_clouds_in_the_plane_cover_the_truth() -> None:
    angles = np.arange(8) * np.pi / 4
    centres = 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    found: list[tuple[Interval, ...]] = []
    for seed in range(SIMULATIONS):
        chance = np.random.default_rng(seed)
        real, fake = (
            centres[chance.integers(0, 8, 1_000)] + deviation * chance.normal(size=(1_000, 2))
            for deviation in (0.1, 0.3)
        )
        found.append((*modes(fake, centres, 0.15), *plane_divergences(real, fake, ((-4, 4), (-4, 4)), seed)))
    _, near, kl, js = (list(each) for each in zip(*found, strict=True))
    assert 0.92 <= cover(near, float(1 - np.exp(-(0.45**2) / (2 * 0.3**2)))) <= 0.98
    assert cover(kl, None) >= 0.92
    assert 0.92 <= cover(js, None) <= 0.98
