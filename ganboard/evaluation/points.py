"""How good points in the plane are: what can be said of them at every moment, since it costs some milliseconds only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.datasets import Dataset
from ganboard.datasets.plane import PlaneDensity
from ganboard.datasets.points import Points
from ganboard.errors import CheckpointError
from ganboard.i18n import N_, message
from ganboard.metrics.intervals import Interval
from ganboard.metrics.modes import fields, jensen_shannon, kullback_leibler, modes
from ganboard.metrics.reading import shown
from ganboard.metrics.sliced import sliced_distance
from ganboard.run_data import parts
from ganboard.runs import Run
from ganboard.sampler import Sampler

COMPARED = 2_000
"""Real points that fakes are compared with, at most."""
FEWEST = 100
"""Unseen real points from which on their numbers tell anything."""
DRAWN = 200_000
"""Points of a known density for its share of each field."""
SEED = 711
"""Of what is drawn of a density to compare with: others than those that are learned from."""
ANGLES = np.pi * (np.arange(16) + 0.5) / 16
WAYS = np.stack([np.cos(ANGLES), np.sin(ANGLES)])
"""Directions along which clouds are compared, (2, 16): in the plane a few tell it all."""
FEW = 0.75
"""A generator that finds at most this part of the places has collapsed."""
BEGINNING = 2_000
"""Steps in which a generator may still be on its way to some places."""


@dataclass(frozen=True)
class PlaneNumbers:
    """What a cloud of fakes amounts to.

    Attributes:
        places: Of how many places the density has; None where nobody knows it.
        found: How many of them the fakes visit; see :func:`ganboard.metrics.modes.modes`.
        good: The part of the fakes that lie in one, 0 to 1.
        kullback_leibler: KL(real ‖ fake) in nats, on a grid.
        jensen_shannon: JS in nats, on the same grid, 0 to log 2.
        wasserstein: Sliced Wasserstein distance in the data's units.
    """

    places: int | None
    found: int | None
    good: float | None
    kullback_leibler: float
    jensen_shannon: float
    wasserstein: float

    def rows(self) -> dict[str, str]:
        """What is known, to be read, by title, which is marked for translation."""
        found = {}
        if self.places is not None and self.good is not None:
            found[N_("Places found")] = f"{self.found} / {self.places}"
            found[N_("Share of good points")] = shown(self.good, "share")
        return found | {
            N_("KL divergence (nats)"): shown(self.kullback_leibler),
            N_("JS divergence (nats)"): shown(self.jensen_shannon),
            N_("Sliced Wasserstein distance (units of the data)"): shown(self.wasserstein),
        }


class PlaneReference:
    """The real side of a comparison.

    Args:
        density: What the real points are drawn from; None where nobody knows.
        real: Real points, float32, (count, 2).
    """

    def __init__(self, density: PlaneDensity | None, real: np.ndarray) -> None:
        self.density = density
        many = real if density is None else density.draw(DRAWN, SEED)
        low, high = many.min(axis=0), many.max(axis=0)
        room = 0.1 * (high - low) + 1e-9
        self.ends: Any = tuple(zip((low - room).tolist(), (high + room).tolist(), strict=True))
        self._fields = fields(many, self.ends)
        some = many[np.random.default_rng(SEED).permutation(len(many))[:COMPARED]]
        self._along = some.astype(np.float64) @ WAYS

    @classmethod
    def of(cls, dataset: Dataset, real: np.ndarray) -> PlaneReference | None:
        """For a dataset; None where it holds no points in the plane."""
        return cls(dataset.density, real) if isinstance(dataset, Points) else None

    def distance(self, fakes: np.ndarray) -> Interval | None:
        """The sliced Wasserstein distance of fakes, float32, (count, 2), at least 2; None where one of them is no number."""
        return sliced_distance(self._along, fakes.astype(np.float64) @ WAYS) if np.isfinite(fakes).all() else None

    def numbers(self, fakes: np.ndarray) -> PlaneNumbers | None:
        """What fakes amount to, float32, (count, 2), at least 2; None where one of them is no number."""
        if not np.isfinite(fakes).all():
            return None
        counts, density = fields(fakes, self.ends), self.density
        shares = self._fields * (counts.sum() / self._fields.sum())
        found = good = None
        if density is not None:
            covered, near = modes(fakes, density.modes, density.deviation, density.centres)
            found, good = round(covered.value * len(density.modes)), near.value
        return PlaneNumbers(
            None if density is None else len(density.modes),
            found,
            good,
            float(kullback_leibler(shares, counts)),
            float(jensen_shannon(shares, counts)),
            sliced_distance(self._along, fakes.astype(np.float64) @ WAYS).value,
        )


def measured(run: Run, step: int | None, count: int, seed: int = 0) -> tuple[int, PlaneNumbers, PlaneNumbers | None]:
    """The numbers of a checkpoint, and those of as many real points that were never trained on: the best one can hope for.

    Args:
        run: Of points in the plane.
        step: Of the checkpoint; None for the newest.
        count: Fakes, at least 2.
        seed: Decides which.

    Returns:
        The checkpoint's step, its numbers, and those of unseen real points; None where there are none.

    Raises:
        CheckpointError: there is no such checkpoint, it does not fit, or what it makes is no numbers.
        DatasetError: the points cannot be had any more.
    """
    config, checkpoint = run.config(), run.load(step)
    training, held_out = parts(run)
    reference = PlaneReference.of(config.dataset, training.samples)
    fakes, _labels = Sampler.from_checkpoint(config, checkpoint).generate(count, seed)
    numbers = None if reference is None else reference.numbers(fakes)
    if reference is None or numbers is None:
        raise CheckpointError(
            N_("What the generator of step {step} makes are no points with finite numbers."), step=checkpoint.step
        )
    if reference.density is not None:
        unseen = reference.density.draw(count, SEED + 1)
    elif held_out is not None and len(held_out) >= FEWEST:
        unseen = held_out.samples[:count]
    else:
        return checkpoint.step, numbers, None
    # Equal counts are compared: these numbers shrink with the count.
    return checkpoint.step, reference.numbers(fakes[: len(unseen)]) or numbers, reference.numbers(unseen)


def in_words(numbers: PlaneNumbers | None, step: int) -> list[dict[str, Any]]:
    """What a visitor reads: a sentence, and the distances below it, as messages.

    Args:
        numbers: None where the fakes are no numbers.
        step: At which they were made: early on a place that is missing may still come.
    """
    if numbers is None:
        return [message(N_("Some of the fakes are no numbers any more."))]
    distances = message(
        N_("Distances to the real points (0 is best): KL {kl}, JS {js} nats, Wasserstein {wasserstein}."),
        kl=f"{numbers.kullback_leibler:.2f}",
        js=f"{numbers.jensen_shannon:.2f}",
        wasserstein=f"{numbers.wasserstein:.3g}",
    )
    return [distances] if numbers.places is None else [_of_places(numbers, step), distances]


def _of_places(numbers: PlaneNumbers, step: int) -> dict[str, Any]:
    values = {"found": numbers.found, "places": numbers.places, "percent": f"{numbers.good:.0%}"}
    found, places = numbers.found or 0, numbers.places or 1
    if places == 1:
        return message(N_("{percent} of its points lie where real points do."), **values)
    if found == places:
        return message(N_("It found {found} of {places} places; {percent} of its points lie in one."), **values)
    if step < BEGINNING:
        return message(
            N_("It visits {found} of {places} places so far; {percent} of its points lie in one. It is on its way."),
            **values,
        )
    if found <= FEW * places:
        return message(
            N_(
                "It visits only {found} of {places} places: mode collapse. {percent} of its points lie in one; the real points "
                "of the other places it does not make."
            ),
            **values,
        )
    return message(
        N_("It visits {found} of {places} places; {percent} of its points lie in one. Some kinds are missing."),
        **values,
    )
