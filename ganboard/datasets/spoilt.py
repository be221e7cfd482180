"""Labelled pictures made fewer, or their labels made wrong: to see what a training makes of poor data."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from ganboard.datasets.base import Data
from ganboard.i18n import N_

SEED = 2014
Most = Annotated[
    int | None,
    Field(
        ge=16,
        le=60_000,
        title=N_("Learn from so many"),
        description=N_(
            "Fewer pictures than there are, of each class alike. From very few the networks learn by heart."
        ),
        json_schema_extra={"empty": N_("all of them")},
    ),
]
Mislabelled = Annotated[
    float,
    Field(
        ge=0,
        le=1,
        title=N_("Wrong labels in the data"),
        description=N_("The part of the pictures that are said to be of another class than they are."),
    ),
]


def spoilt(data: Data, most: int | None, mislabelled: float, classes: int) -> Data:
    """Fewer of labelled pictures, and some of them with wrong labels: the same ones every time.

    Args:
        data: Pictures with labels.
        most: How many are left, of each class as many as of the others while it has any; None: all.
        mislabelled: The part of these that get another label than their own, 0 to 1, any of the others alike.
        classes: How many there are.
    """
    labels = np.asarray(data.columns["labels"])
    if most is not None and most < len(data):
        by_class = np.argsort(labels, kind="stable")
        _, starts, counts = np.unique(labels[by_class], return_index=True, return_counts=True)
        rank = np.empty(len(labels), np.int64)
        rank[by_class] = np.arange(len(labels)) - np.repeat(starts, counts)
        data = data.take(np.sort(np.lexsort((labels, rank))[:most]))
        labels = np.asarray(data.columns["labels"])
    if not mislabelled:
        return data
    chance = np.random.default_rng(SEED)
    wrong = chance.permutation(len(labels))[: round(mislabelled * len(labels))]
    others = labels.copy()
    others[wrong] = (labels[wrong] + chance.integers(1, classes, len(wrong))) % classes
    return Data({**data.columns, "labels": others}, data.report)
