"""What all numbers of a checkpoint say together, in plain words. No score of our own: each sentence names its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_, message
from ganboard.metrics.base import METRICS
from ganboard.metrics.intervals import difference
from ganboard.metrics.reading import Reading, Verdict, shown

Side = Literal["quality", "variety", "copying"]
OVERALL = ("frechet", "kernel", "sliced")
"""The first of them that has a number speaks for the whole."""
SIDES: dict[Side, tuple[str, ...]] = {
    "quality": ("precision", "density"),
    "variety": ("recall", "coverage"),
    "copying": ("exact", "memorisation", "copies"),
}
"""Numbers that see one side each."""
TITLES: dict[Side, str] = {"quality": N_("Quality"), "variety": N_("Variety"), "copying": N_("Copying")}
CLOSE, FAR = 1.5, 4.0
"""So many times the distance of unseen real images is nearly there, or still far off."""


@dataclass(frozen=True)
class Aspect:
    """One side of the fakes.

    Attributes:
        side: Which.
        verdict: Against unseen real images; for copying "worse" means that there are signs of it.
        metric: Name of the one that decided.
        sentence: What it says, a message.
    """

    side: Side
    verdict: Verdict
    metric: str
    sentence: dict[str, Any]


def aspects(evaluation: Evaluation) -> list[Aspect]:
    """The sides of which something can be told."""
    found = []
    for side, names in SIDES.items():
        told = [(verdict, reading) for reading in _readings(evaluation, names) if (verdict := _of_side(side, reading))]
        if not told:
            continue
        order: list[Verdict] = ["worse", "cannot tell yet", "better"]
        verdict, reading = min(told, key=lambda pair: order.index(pair[0]))
        found.append(Aspect(side, verdict, reading.name, reading.sentence))
    return found


def verdict(evaluation: Evaluation) -> dict[str, Any]:
    """How good the fakes are, in one plain sentence without a number, as a message. The numbers: :func:`headline`.

    Signs of copying come before how near the fakes are, for copies are near.
    """
    if any(aspect.side == "copying" and aspect.verdict == "worse" for aspect in aspects(evaluation)):
        return message(N_("Careful: some of these fakes may be copies of what was learned from."))
    reading = next(iter(_readings(evaluation, OVERALL)), None)
    if reading is None:
        return message(NOTHING)
    if reading.verdict is None or reading.fair is None or reading.best is None:
        return message(
            N_(
                "Our measurement can only tell which moment of the training is better: there are too few real ones to compare with."
            )
        )
    if reading.verdict == "better":
        return message(N_("Too good to be true: look whether these fakes are copies."))
    if reading.verdict == "cannot tell yet":
        return message(N_("Our measurement cannot tell these fakes from real ones."))
    return message(PLAINLY[_closeness(_apart(reading))])


NOTHING = N_('Nothing can be said about these pictures. "For experts" says why.')
PLAINLY = (
    N_("Nearly there: our measurement still sees a small difference from real ones."),
    N_("Getting there: our measurement sees a clear difference from real ones."),
    N_("Still far: our measurement tells these fakes from real ones at once."),
)


def headline(evaluation: Evaluation) -> dict[str, Any]:
    """How near the fakes are to real images on the whole, with the number that says so, as a message."""
    reading = next(iter(_readings(evaluation, OVERALL)), None)
    if reading is None:
        return message(N_("Nothing can be said about these images. The sentences below say why."))
    metric = message(METRICS.get(reading.name).title)
    if reading.verdict is None or reading.fair is None or reading.best is None:
        if reading.held_out_count:
            text = N_(
                "There are only {count} unseen real images, too few to compare with here, so these numbers only tell which "
                "checkpoint is better."
            )
            if reading.held_out_count == 1:
                text = N_(
                    "There is only one unseen real image, too few to compare with here, so these numbers only tell which "
                    "checkpoint is better."
                )
            return message(text, count=f"{reading.held_out_count:,}")
        return message(
            N_(
                "There are no unseen real images to compare with, so these numbers only tell which checkpoint is better. "
                "From 200 images on, a tenth is kept apart."
            )
        )
    if reading.verdict == "better":
        return message(
            N_(
                "Too good: by the {metric} the fakes are nearer to the training images than unseen real images are. "
                "Look whether they are copies."
            ),
            metric=metric,
        )
    if reading.verdict == "cannot tell yet":
        return message(N_("By the {metric} the fakes cannot be told from unseen real images yet."), metric=metric)
    times = _apart(reading)
    if not times:
        return message(N_("Not there yet: by the {metric} the fakes differ from unseen real images."), metric=metric)
    return message(CLOSENESS[_closeness(times)], metric=metric, times=_times(times))


CLOSENESS = (
    N_(
        "Nearly there: by the {metric} the fakes are {times} times as far from the real images as unseen real images are."
    ),
    N_(
        "Getting there: by the {metric} the fakes are {times} times as far from the real images as unseen real images are."
    ),
    N_("Still far: by the {metric} the fakes are {times} times as far from the real images as unseen real images are."),
)


def _apart(reading: Reading) -> float:
    """How many times the distance of unseen real images that of the fakes is; 0 where that is not known."""
    if reading.fair is None or reading.best is None or reading.best.value <= 0:
        return 0.0
    return reading.fair.value / reading.best.value


def _closeness(times: float) -> int:
    """The place among :data:`CLOSENESS` and :data:`PLAINLY`."""
    return 0 if 0 < times < CLOSE else 2 if times >= FAR else 1


def weak_side(evaluation: Evaluation) -> dict[str, Any] | None:
    """What is worst about the fakes, as a message; None where no side could be told."""
    told = aspects(evaluation)
    if not told:
        return None
    worse = {aspect.side for aspect in told if aspect.verdict == "worse"}
    exact = evaluation.readings.get("exact")
    if exact is not None and exact.value:
        return message(
            N_("There are signs of copying: {share} of the fakes are training images, pixel by pixel."),
            share=shown(exact.value, exact.unit),
        )
    if {"copying", "variety"} <= worse:  # what is always the usual lies near to what is real, too
        return message(
            N_(
                "The fakes vary too little and lie unusually near to training images: they are copies, or keep to what is most "
                "usual. Look at the nearest training images."
            )
        )
    if "copying" in worse:
        return message(N_("There are signs of copying: look at the nearest training images."))
    if worse == {"quality"}:
        return message(N_("The weak side is quality: too many single images do not look real."))
    if worse == {"variety"}:
        return message(N_("The weak side is variety: some kinds of real images are made too seldom."))
    if worse:
        return message(_MORE[_weaker(evaluation)])
    if len(told) < len(SIDES):
        return message(N_("So few images do not show everything; in what they show there is no weak side yet."))
    return message(N_("No weak side shows yet, neither in quality nor in variety, and no copying."))


_MORE = {
    "quality": N_("Both quality and variety fall short, quality more."),
    "variety": N_("Both quality and variety fall short, variety more."),
    None: N_("Both quality and variety fall short; which more, cannot be told yet."),
}


def _weaker(evaluation: Evaluation) -> str | None:
    """Whether precision or recall falls behind its best by more; None where that is not sure."""
    gaps = []
    for reading in _readings(evaluation, ("precision", "recall")):
        if reading.fair is not None and reading.best is not None:
            gaps.append(difference(reading.fair, reading.best))
    if len(gaps) < 2:
        return None
    more = difference(gaps[0], gaps[1])
    return "variety" if more.low > 0 else "quality" if more.high < 0 else None


def _of_side(side: Side, reading: Reading) -> Verdict | None:
    """A reading's verdict; far from the training images is no copying, however unlike real images that is.

    That no fake is an exact copy tells nothing; that one is does, also without unseen real images.
    """
    if reading.name == "exact":
        return "worse" if reading.value else None
    if reading.name == "memorisation" and reading.verdict == "worse" and (reading.value or 0.0) > 0:
        return "better"
    return reading.verdict


def _readings(evaluation: Evaluation, names: tuple[str, ...]) -> list[Reading]:
    known = (evaluation.readings.get(name) for name in names)
    return [reading for reading in known if reading is not None and reading.interval is not None]


def _times(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
