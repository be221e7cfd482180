"""Each exhibit breaks when its lever is pulled, the doctor says what it is, and the remedy mends it: as the museum shows it, and
two with small networks, whose full size is looked at in the trials.

What the doctor calls healthy is not taken on trust: the numbers by which each is broken and mended are looked at, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ganboard.doctor import diagnose
from ganboard.exhibits import EXHIBITS, Exhibit
from ganboard.runs import Run
from tests.exhibits.visit import Museum
from tests.trials import again

Row = dict[str, Any]


def found(row: Row) -> int:
    """How many kinds or places came at all."""
    return sum(count > 0 for count in row["seen"])


def most(row: Row) -> float:
    """The part of the fakes that are of the kind that comes most often."""
    return float(max(row["seen"]) / row["fakes"])


BROKEN: dict[str, Callable[[Row], bool]] = {
    "collapse": lambda row: most(row) > 0.9,
    "missing": lambda row: found(row) <= 6,
    "strong": lambda row: row["auc"] == 1.0 and row["slope"] < 0.001 and most(row) == 1.0,
    "rate": lambda row: row["alike"] == 1.0 and abs(row["gap"]) > 100,
    "critic": lambda row: abs(row["gap"]) > 50 or row["width"] > 50,
    "few": lambda row: row["copies"] > 0.05,
    "mislabelled": lambda row: row["asked"] < 0.3,
    "two": lambda row: row["good"] < 0.4,
    "plain": lambda row: most(row) > 0.7,
    "printed": lambda row: row["slope"] == 0.0 and most(row) == 1.0,
    "chase": lambda row: row["alike"] > 0.03,
}
"""Whether the last look at the spoilt training shows it. A mended one must not, and comes up to what stands in ``MENDED``."""
MENDED: dict[str, Callable[[Row], bool]] = {
    "collapse": lambda row: found(row) >= 7,
    "missing": lambda row: found(row) >= 7,
    "strong": lambda row: row["slope"] > 0.3 and found(row) >= 7,
    "rate": lambda row: found(row) >= 7,
    "critic": lambda row: found(row) >= 7,
    "few": lambda row: row["copies"] < 0.02,
    "mislabelled": lambda row: row["asked"] > 0.4,
    "two": lambda row: row["good"] > 0.5,
    "plain": lambda row: found(row) >= 7,
    "printed": lambda row: found(row) >= 7,
    "chase": lambda row: row["good"] > 0.9,
}
"""Whether the last look at the mended training shows that it learns."""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Museum:
    return Museum(tmp_path_factory.mktemp("museum"))


def last(run: Run) -> Row:
    return run.probes.rows()[-1]


def test_every_exhibit_is_looked_at() -> None:
    assert BROKEN.keys() == MENDED.keys() == set(EXHIBITS.names())


def check(exhibit: type[Exhibit], museum: Museum) -> None:
    visit = museum.visit(exhibit)
    assert diagnose(visit.spoilt).verdict == exhibit.symptom
    assert BROKEN[exhibit.name](last(visit.spoilt)), last(visit.spoilt)
    assert diagnose(visit.mended).verdict != exhibit.symptom
    assert MENDED[exhibit.name](last(visit.mended)), last(visit.mended)
    assert not BROKEN[exhibit.name](last(visit.mended)), last(visit.mended)


QUICK = ("two", "chase")
"""Those of points. The others take long with the museum's networks; two are seen with small ones as well."""


@pytest.mark.trial
@pytest.mark.parametrize(
    "exhibit",
    [
        pytest.param(each, marks=pytest.mark.slow if each.name in QUICK else pytest.mark.trial, id=each.name)
        for each in EXHIBITS
    ],
)
def test_it_breaks_and_the_remedy_mends_it(exhibit: type[Exhibit], museum: Museum) -> None:
    check(exhibit, museum)


SMALL: dict[str, dict[str, Any]] = {
    "collapse": {"warm": 150, "steps_to_break": 125, "steps_to_mend": 150},
    "strong": {"steps_to_break": 250, "steps_to_mend": 275},
}
"""A judge too weak and one too strong, and the steps after which it is seen with small networks."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [again("collapse"), again("strong")])
def test_pictures_of_small_networks_break_and_mend_too(name: str, museum: Museum) -> None:
    exhibit = EXHIBITS.get(name)
    networks = {"architecture": {"name": "lean", "width": 8, "features": 16}, "batch_size": 10}
    check(type("Small", (exhibit,), {**SMALL[name], "base": {**exhibit.base, **networks}}), museum)
