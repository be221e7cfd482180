"""Two clouds of points, and what each measure of quality sees of them."""

from __future__ import annotations

import math
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.i18n import N_, message
from ganboard.metrics.frechet import frechet_distance
from ganboard.metrics.kernel import kernel_distance
from ganboard.metrics.neighbourhoods import density_coverage, precision_recall
from ganboard.metrics.score import classifier_score
from ganboard.theory.base import DEMOS, Demo
from ganboard.theory.clouds import CENTRES, COUNT, at_home, blob_cloud, different, fake_cloud, kinds_of, real_cloud
from ganboard.theory.scene import Dots, Number, Plot, Scene, Sentence
from ganboard.theory.wording import decimal

NEIGHBOUR = 3
"""To which neighbour the balls of precision and recall reach."""
MOVED = 0.1
"""From this way on the sentence counts the fakes as moved: half a deviation of a kind."""
NARROW, WIDE = 0.7, 1.3
"""Spreads up to and from which it counts them as narrow and as wide."""


@DEMOS.register
class TwoClouds(Demo):
    """The measures of ``ganboard.metrics`` on 200 real points and 200 fakes in the plane; a kind is known by Bayes' rule.

    Reference: Heusel et al. 2017, Eq. 6, arXiv:1706.08500; Bińkowski et al. 2018, Section 4, arXiv:1801.01401; Salimans et al.
    2016, Section 4, arXiv:1606.03498; Kynkäänniemi et al. 2019, Eq. 1-2, arXiv:1904.06991; Naeem et al. 2020, Eq. 3-4,
    arXiv:2002.09797.
    Differs from the paper: points in the plane instead of features of images.
    """

    name: ClassVar[str] = "two_clouds"
    title: ClassVar[str] = N_("Two clouds")
    summary: ClassVar[str] = N_("Drag the fakes, and see what each measure of quality notices and what it misses.")

    shape: Literal["kinds", "blob"] = Field(
        "kinds",
        title=N_("Shape of the fakes"),
        description=N_("Clusters like those of the real points, or one cloud with their mean and covariance."),
        json_schema_extra={"labels": {"kinds": N_("Clusters"), "blob": N_("One broad cloud")}},
    )
    kinds: int = Field(
        4,
        ge=1,
        le=4,
        title=N_("Clusters covered"),
        description=N_("How many of the four real clusters the fakes cover. One broad cloud has no clusters."),
    )
    spread: float = Field(
        1.0,
        ge=0.2,
        le=3,
        title=N_("Spread"),
        description=N_("How far the fakes scatter, compared with the real points."),
        json_schema_extra={"step": 0.05},
    )
    copies: int = Field(
        1,
        ge=1,
        le=20,
        title=N_("Copies of each fake"),
        description=N_("How often each fake is there, about. The number of fakes stays the same."),
    )
    fake_x: float = Field(
        0.0,
        ge=-2,
        le=2,
        title=N_("Moved across"),
        description=N_("How far the fakes are moved to the right."),
        json_schema_extra={"drag": True, "step": 0.05},
    )
    fake_y: float = Field(
        0.0,
        ge=-2,
        le=2,
        title=N_("Moved up"),
        description=N_("How far the fakes are moved up."),
        json_schema_extra={"drag": True, "step": 0.05},
    )

    def scene(self) -> Scene:
        """Both clouds, seven numbers, and what they miss now."""
        shift = (self.fake_x, self.fake_y)
        if self.shape == "blob":
            fake = blob_cloud(self.spread, self.copies, shift)
        else:
            fake = fake_cloud(self.kinds, self.spread, self.copies, shift)
        numbers = measured(fake)
        return Scene([self._plot(fake)], numbers, self._sentence({each.name: each.value for each in numbers}))

    def _plot(self, fake: np.ndarray) -> Plot:
        real, outside = real_cloud(), ~at_home(fake, NEIGHBOUR)
        middle = fake.mean(0)
        return Plot(
            message(N_("Features of real images and of fakes")),
            message(
                N_(
                    "Four clusters of real points, and fakes whose middle is at {x} across and {y} up. Drawn as crosses, "
                    "since no real points are near: {outside} of {count} fakes."
                ),
                x=decimal(middle[0]),
                y=decimal(middle[1]),
                outside=int(outside.sum()),
                count=COUNT,
            ),
            [
                Dots(real[:, 0], real[:, 1], "real", message(N_("real"))),
                Dots(
                    fake[:, 0],
                    fake[:, 1],
                    "fake",
                    message(N_("fakes; crosses where nothing real is")),
                    marked=outside,
                    drag="fake",
                ),
            ],
            message(N_("first feature")),
            message(N_("second feature")),
            (-3.5, 3.5),
            (-3.5, 3.5),
            square=True,
        )

    def _sentence(self, values: dict[str, float]) -> Sentence:
        places = {name: decimal(value) for name, value in values.items()}
        way = math.hypot(self.fake_x, self.fake_y)
        faults = {
            "blob": self.shape == "blob",
            "missing": self.shape == "kinds" and self.kinds < len(CENTRES),
            "moved": way >= MOVED,
            "narrow": self.spread <= NARROW or (self.shape == "blob" and self.spread < 1),
            "wide": self.spread >= WIDE or (self.shape == "blob" and self.spread > 1),
            "copies": self.copies > 1,
        }
        found = [name for name, there in faults.items() if there]
        which = "none" if not found else found[0] if len(found) == 1 else "several"
        if which == "copies" and self.copies > NEIGHBOUR:
            which = "many_copies"
        return message(
            SENTENCES[which],
            **places,
            kinds=self.kinds,
            all=len(CENTRES),
            way=decimal(way),
            copies=self.copies,
            different=different(self.copies),
            neighbour=NEIGHBOUR,
        )


def measured(fake: np.ndarray) -> list[Number]:
    """The seven numbers for fakes, (count, 2), against the real points."""
    real = real_cloud()
    precision, recall = precision_recall(real, fake, NEIGHBOUR)
    density, coverage = density_coverage(real, fake)
    score = classifier_score(kinds_of(fake))
    best = message(N_("at best {count}"), count=len(CENTRES))
    return [
        Number("frechet", message(N_("Fréchet distance")), frechet_distance(real, fake), note=message(N_("at best 0"))),
        Number(
            "kernel", message(N_("Kernel distance")), kernel_distance(real, fake), note=message(N_("at best about 0"))
        ),
        Number("score", message(N_("Classifier score")), score, 2, "fake", best),
        Number("precision", message(N_("Precision")), precision, 2, "fake", message(N_("fakes near real points"))),
        Number("recall", message(N_("Recall")), recall, 2, "real", message(N_("real points near fakes"))),
        Number("density", message(N_("Density")), density, 2, "fake", message(N_("about 1 where both are alike"))),
        Number("coverage", message(N_("Coverage")), coverage, 2, "real", message(N_("real points with a fake nearby"))),
    ]


SENTENCES = {
    "none": N_(
        "The fakes are like the real points, and every number is near its best: precision {precision}, recall "
        "{recall}. Fakes that are copies of the real points would score even better, for no number here notices "
        "copying."
    ),
    "missing": N_(
        "The fakes cover {kinds} of {all} clusters. Precision is {precision}, for each single fake is good: it misses "
        "what is missing. Recall, {recall}, and coverage, {coverage}, tell how much of the real points is reached, "
        "and the classifier score, {score}, counts the clusters. The Fréchet distance, {frechet}, rises without "
        "saying why."
    ),
    "moved": N_(
        "All fakes are moved by {way}. The Fréchet distance, {frechet}, grows with the square of the way, however far "
        "it is. Precision, {precision}, and recall, {recall}, fall too, but once nothing overlaps they no longer tell "
        "near from far. The classifier score, {score}, never looks at the real points."
    ),
    "narrow": N_(
        "The fakes keep to the middle of each cluster. Precision, {precision}, the classifier score, {score}, and "
        "density, {density}, are as good as ever, and the Fréchet distance, {frechet}, hardly notices. Recall, "
        "{recall}, and coverage, {coverage}, see that variety is missing."
    ),
    "wide": N_(
        "The fakes scatter too far. Recall, {recall}, suffers least, for the wide balls around fakes reach nearly "
        "everything; precision, {precision}, and density, {density}, fall. The classifier score is still {score}: it "
        "names also what is nothing."
    ),
    "copies": N_(
        "Only {different} fakes are different; each is there about {copies} times. Precision, {precision}, the "
        "classifier score, {score}, and the Fréchet distance, {frechet}, do not notice. Recall, {recall}, and "
        "coverage, {coverage}, are lower."
    ),
    "many_copies": N_(
        "Only {different} fakes are different; each is there about {copies} times. Precision, {precision}, the "
        "classifier score, {score}, and the Fréchet distance, {frechet}, hardly notice. Coverage is {coverage}. "
        "Recall is {recall}: the {neighbour} nearest neighbours of a fake are its own copies, and its ball has shrunk "
        "to nothing."
    ),
    "blob": N_(
        "One broad cloud with the mean and the covariance of the real points, and the Fréchet distance, {frechet}, "
        "knows nothing else. The kernel distance, {kernel}, sees no difference either. Precision does: only "
        "{precision} of the fakes lie near real points. Recall, {recall}, is high, for wide balls reach nearly "
        "everything."
    ),
    "several": N_(
        "Several things differ at once, and the Fréchet distance, {frechet}, makes one number of them. Precision, "
        "{precision}, and density, {density}, say how many fakes are good; recall, {recall}, and coverage, "
        "{coverage}, how much of the real points is reached."
    ),
}
"""What each measure sees and misses, for one fault of the fakes, for none, and for several."""
