"""The catalogue shows what the registries hold, whoever added it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from ganboard.augmentations import AUGMENTATIONS
from ganboard.constraints import CONSTRAINTS
from ganboard.objectives import OBJECTIVES, Objective
from ganboard.penalties import PENALTIES
from ganboard.theory.catalogue import Entry, entries

ROOT = Path(__file__).parents[2]
ENTRIES = entries()


def named(name: str) -> Entry:
    return next(entry for entry in entries() if entry.name == name)


def amount_of(name: str) -> dict[str, str]:
    return next(entry.plot.alt["values"] for entry in ENTRIES if (entry.kind, entry.name) == ("augmentation", name))


@pytest.fixture
def added() -> Iterator[type[Objective]]:
    """An objective nobody wrote anything else about: least squares."""

    class Squares(Objective):
        name: ClassVar[str] = "squares"
        title: ClassVar[str] = "Squares"
        summary: ClassVar[str] = "Squares instead of logarithms."
        discriminator_formula: ClassVar[str] = r"\mathbb{E}(\judge{D}(\real{x}) - 1)^2"
        generator_formula: ClassVar[str] = r"\mathbb{E}(\judge{D}(\fake{G}(\noise{z})) - 1)^2"
        reference: ClassVar[str] = "Mao et al. 2017, Eq. 2, arXiv:1611.04076"
        divergence: ClassVar[str] = "Pearson's."
        divergence_formula: ClassVar[str] = r"\chi^2"
        divergence_reference: ClassVar[str] = "Mao et al. 2017, Eq. 8, arXiv:1611.04076"
        when: ClassVar[str] = "Never here."

        def real_curve(self, logits: np.ndarray) -> np.ndarray:
            return (logits - 1) ** 2

        def fake_curve(self, logits: np.ndarray) -> np.ndarray:
            return logits**2

        def generator_curve(self, logits: np.ndarray) -> np.ndarray:
            return (logits - 1) ** 2

    OBJECTIVES.register(Squares)
    yield Squares
    del OBJECTIVES._parts["squares"]


def test_everything_registered_is_there_in_its_order() -> None:
    registries = (OBJECTIVES, PENALTIES, CONSTRAINTS, AUGMENTATIONS)
    expected = [(registry.kind, name) for registry in registries for name in registry.names()]
    assert [(entry.kind, entry.name) for entry in ENTRIES] == expected


def test_a_new_objective_appears_with_everything(added: type[Objective]) -> None:
    entry = named("squares")
    assert [latex for _, latex in entry.formulas] == [added.discriminator_formula, added.generator_formula]
    assert (entry.divergence, entry.when, entry.reference) == (added.divergence, added.when, added.reference)
    plot = entry.plot.to_dict()
    assert plot["y_range"] == [0.0, 49.0]  # (-6 - 1)²
    assert plot["alt"]["values"] == {
        "middle": "0",
        "real": "1.00",
        "fake": "0.00",
        "generator": "1.00",
        "sure": "−4",
        "slope": "−10.00",
    }


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_names_its_file_and_has_every_text(entry: Entry) -> None:
    source = (ROOT / entry.file).read_text(encoding="utf-8")
    assert f'name: ClassVar[str] = "{entry.name}"' in source
    assert entry.when
    assert entry.summary
    assert bool(entry.divergence) == bool(entry.divergence_formula) == (entry.kind == "objective")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_formulas_use_balanced_braces_and_colour_what_has_a_colour(entry: Entry) -> None:
    for latex in [entry.divergence_formula, *(latex for _, latex in entry.formulas)]:
        assert latex.count("{") == latex.count("}")
        bare = re.sub(r"\\(real|fake|judge|noise)\{[^{}]*\}", "", latex)
        bare = re.sub(r"\\[A-Za-z]+(\{[A-Za-z]+\})?", "", bare)  # names of commands, \mathrm{JS}
        assert not re.search(r"[DGxzpq]", bare), latex


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_curve_stays_within_its_plot(entry: Entry) -> None:
    plot = entry.plot.to_dict()
    for mark in plot["marks"]:
        if mark["kind"] == "line":
            assert plot["x_range"] == [mark["x"][0], mark["x"][-1]]
            assert plot["y_range"][0] <= min(mark["y"]) <= max(mark["y"]) <= plot["y_range"][1]


def test_the_text_alternative_tells_where_minimax_no_longer_learns() -> None:
    slopes = {
        name: float(named(name).plot.alt["values"]["slope"].replace("−", "-")) for name in ("minimax", "nonsaturating")
    }
    assert slopes["minimax"] == pytest.approx(-0.018, abs=0.005)  # the score at logit -4
    assert slopes["nonsaturating"] == pytest.approx(-0.982, abs=0.005)


def test_a_penalty_is_drawn_with_the_settings_a_training_starts_with() -> None:
    values = named("r1").plot.alt["values"]
    assert values == {"zero": "0.00", "one": "0.05", "three": "0.45"}  # 0.1 / 2 times the squares


def test_an_augmentation_is_drawn_as_it_goes_with_a_d_that_grows_too_sure() -> None:
    assert amount_of("none") == {"first": "0.00", "middle": "0.00", "last": "0.00"}
    assert amount_of("fixed") == {"first": "1.00", "middle": "1.00", "last": "1.00"}
    assert amount_of("scheduled") == {"first": "0.00", "middle": "1.00", "last": "1.00"}  # 5,000 of 12,000 steps
    adaptive = amount_of(
        "adaptive"
    )  # 20 of 100,000 images a step, up from step 1,400 on until it is 1, down from 7,100 on
    assert adaptive == {"first": "0.00", "middle": "0.92", "last": "0.02"}


def test_lecam_is_drawn_over_distances_and_a_constraint_over_sizes_with_its_bound() -> None:
    assert named("lecam").plot.alt["values"] == {"zero": "0.00", "one": "0.30", "three": "2.70"}
    assert "usual one of the other kind" in named("lecam").plot.alt["template"]
    clipping, none = (entry for entry in ENTRIES if entry.kind == "constraint" and entry.name in ("clipping", "none"))
    if clipping.name == "none":
        clipping, none = none, clipping
    assert clipping.plot.alt["values"] == {"limit": "0.03"}
    assert "values" not in none.plot.alt or not none.plot.alt["values"]
    lines = [mark for mark in clipping.plot.to_dict()["marks"] if mark["kind"] == "line"]
    assert max(lines[0]["y"]) == 0.03


def test_reading_the_catalogue_loads_no_tensorflow() -> None:
    code = "import sys; from ganboard.theory.catalogue import entries; entries(); print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
