"""All fakes look the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from ganboard.config import TrainConfig
from ganboard.doctor.course import Course, Moment
from ganboard.doctor.moments import of_points
from ganboard.doctor.offers import awake, calmer_judge, held, slower, usual_networks
from ganboard.doctor.symptoms.base import SYMPTOMS, Sign, Symptom
from ganboard.i18n import N_, message

FEWEST = 6
"""Of fewer kinds one may come most of the time by itself."""
FULL = 0.5
"""The severity that is collapse: half of the pairs, or kinds as few as these."""
FEW, FEWER = 0.24, 2.4
"""As mixed as so small a part of the kinds, and so few of them, would be."""


@SYMPTOMS.register
class Collapse(Symptom):
    """Pairs of fakes lie as near to each other as few pairs of real samples do; where classes are told, pairs of one class.

    Reference: Arora and Zhang 2017, Section 3, arXiv:1706.08224, who look for near duplicates among few fakes.
    Differs from the paper: a share of pairs, by a distance that few real pairs have, and nobody looks at them.
    """

    name: ClassVar[str] = "collapse"
    title: ClassVar[str] = N_("Mode collapse")
    summary: ClassVar[str] = N_("Whatever the noise says, nearly the same comes out.")
    meaning: ClassVar[str] = N_(
        "The generator has found one thing that gets through, and makes it again and again. What else there is in the real "
        "samples it forgets."
    )
    advice: ClassVar[str] = N_(
        "Go back to before it happened. See to it that both networks learn about as fast, and give the judge a brake (penalty)."
    )
    order: ClassVar[int] = 60
    found: ClassVar[float] = FULL
    over: ClassVar[float] = 0.4
    times: ClassVar[int] = 2

    def sign(self, course: Course, number: int) -> Sign | None:
        """See :class:`Symptom`."""
        moment = course.moments[number]
        signs = [
            sign for sign in (_by_pairs(course.config, moment), _by_kinds(course.config, moment)) if sign is not None
        ]
        return max(signs, key=lambda sign: sign.severity, default=None)

    def remedies(self, config: TrainConfig) -> Iterator[tuple[dict[str, Any], str]]:
        """See :class:`Symptom`."""
        for offers in (awake, usual_networks, held, calmer_judge, slower):
            yield from offers(config)


def _by_pairs(config: TrainConfig, moment: Moment) -> Sign | None:
    """How many pairs lie close together, beyond what is usual of real samples."""
    alike, usual = moment.get("alike"), moment.get("usual")
    if alike is None or usual is None:
        return None
    numbers = {"count": f"{100 * alike:.0f}", "usual": f"{100 * usual:.0f}"}
    if of_points(config):
        said = N_("Of 100 pairs of fakes {count} lie close together; of real ones it is {usual}.")
    elif numbers["usual"] in ("0", "1"):
        said = N_("Of 100 pairs of fakes {count} look as alike as the most alike of 100 real pairs.")
    else:
        said = N_("Of 100 pairs of fakes {count} look as alike as the {usual} most alike of 100 real pairs.")
    return Sign((alike - usual) / max(1 - usual, 1e-6), message(said, **numbers), {})


def _by_kinds(config: TrainConfig, moment: Moment) -> Sign | None:
    """How nearly all fakes belong to one kind, where there are many that may come by chance."""
    seen = moment.list("seen")
    if seen is None or config.dataset.factors or config.network_spec.classes or len(seen) < FEWEST:
        return None
    if seen.sum() < max(1.0, 0.5 * (moment.get("fakes") or 0.0)):  # most lie nowhere
        return None
    shares = seen / seen.sum()
    kinds = 1 / float(np.square(shares).sum())  # as many even ones would be as mixed
    said = N_("Of 100 fakes {count} are of one and the same kind, out of {kinds} that there are.")
    severity = FULL * min(FEW * len(seen), FEWER) / kinds
    return Sign(severity, message(said, count=f"{100 * shares.max():.0f}", kinds=len(seen)), {})
