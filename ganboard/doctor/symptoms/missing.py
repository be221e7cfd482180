"""Some kinds are never made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets.points import Points
from ganboard.doctor.course import Course
from ganboard.doctor.moments import of_points
from ganboard.doctor.offers import awake, calmer_judge, held, slower_judge, usual_networks
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message

SELDOM = 0.1
"""A class that comes less often than this part of what it should is missing."""
ENOUGH = 12.0
"""So many of a class should have come before it can be called missing."""
GROWING = 0.6
"""Where only this part of what was missing some time before still is, it is on its way."""
TOGETHER = 4
"""Moments whose fakes are counted together."""


@SYMPTOMS.register
class Missing(Symptom):
    """Classes, or places of a known density, that hardly any fake belongs to, while no more of them are being found.

    Reference: Srivastava et al. 2017, Section 4, arXiv:1705.07761, who count modes.
    Differs from the paper: one that hardly ever comes is missing too; several moments are counted together.
    """

    name: ClassVar[str] = "missing"
    title: ClassVar[str] = N_("Some kinds are missing")
    summary: ClassVar[str] = N_("The generator makes some kinds, and others never.")
    meaning: ClassVar[str] = N_(
        "A part of the real ones does not come out at all (partial mode collapse). The judge punishes bad fakes, but "
        "nobody punishes what is not there."
    )
    advice: ClassVar[str] = N_(
        "Keep the judge calm with a brake (penalty), show it more at a time, or let it learn more slowly."
    )
    order: ClassVar[int] = 65
    found: ClassVar[float] = 0.099
    over: ClassVar[float] = 0.099
    together: ClassVar[int] = TOGETHER
    patience: ClassVar[float] = 1.8

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`. The severity is the part that is missing; 0 where more and more is found."""
        missing, count = absent(course, number)
        if missing is None:
            return None
        before, _ = absent(course, course.before(number, 0.6))
        growing = before is not None and len(missing) <= GROWING * len(before)
        names = names_of(course.config)
        values = {"missing": missing.tolist(), "of": count}
        if names and len(names) == count and len(missing) <= 4:
            listed = [message("{name}", name=names[each]) for each in missing]
            template = ", ".join(f"{{kind_{place}}}" for place in range(len(listed)))
            which = message(template, **{f"kind_{place}": each for place, each in enumerate(listed)})
            text = N_("Of {count} kinds {missing} hardly ever come: {which}.")
            if len(missing) == 1:
                text = N_("Of {count} kinds one hardly ever comes: {which}.")
            said = message(text, count=count, missing=len(missing), which=which)
        elif of_points(course.config):
            said = message(N_("It visits {found} of {count} places."), found=count - len(missing), count=count)
        else:
            text = N_("Of {count} kinds {missing} hardly ever come.")
            if len(missing) == 1:
                text = N_("Of {count} kinds one hardly ever comes.")
            said = message(text, count=count, missing=len(missing))
        return Sign(0.0 if growing else _weight(course.config, missing, count), said, values)

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        for offers in (usual_networks, awake, calmer_judge, held, slower_judge):
            yield from offers(config)


def absent(course: Course, number: int) -> tuple[np.ndarray | None, int]:
    """The numbers of the kinds that are missing at a moment, and of how many; None where it cannot be told."""
    wanted = course.moments[number].list("wanted")
    if wanted is None:
        return None, 0
    seen, fakes = np.zeros(len(wanted)), 0.0
    for moment in course.moments[max(0, number - TOGETHER + 1) : number + 1]:
        counts = moment.list("seen")
        if counts is not None and len(counts) == len(wanted):
            seen, fakes = seen + counts, fakes + (moment.get("fakes") or 0.0)
    due = wanted * fakes
    if not (due >= ENOUGH).any():
        return None, len(wanted)
    return np.flatnonzero((due >= ENOUGH) & (seen < SELDOM * due)), len(wanted)


def _weight(config: TrainConfig, missing: np.ndarray, count: int) -> float:
    """The part of the kinds that is missing, of the factor of which most is."""
    sizes = [len(factor) for factor in config.dataset.factors]
    ends = np.cumsum(sizes) if sum(sizes) == count else np.array([count])
    held = np.histogram(missing, np.concatenate([[0], ends - 0.5]))[0]
    density = config.dataset.density if isinstance(config.dataset, Points) else None
    along = (
        density is not None and density.centres is not density.modes
    )  # the ends of a curve are no kinds of their own
    return float((held / np.diff(np.concatenate([[0], ends]))).max()) / (2 if along else 1)


def names_of(config: TrainConfig) -> list[str]:
    """What the counted kinds are called, marked for translation: classes, or the values of all factors; none of places."""
    dataset = config.dataset
    if dataset.factors:
        return [title for factor in dataset.factors for title in factor.titles]
    return list(dataset.classes)
