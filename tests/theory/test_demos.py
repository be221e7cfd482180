"""Every demonstration there is: it draws within its ranges, its words follow its controls, and they can be translated."""

import ast
import json
import math
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ganboard.i18n import render
from ganboard.theory import DEMOS, Demo, controls

SOURCES = Path(__file__).parents[2] / "ganboard" / "theory"
DEMO_CLASSES = list(DEMOS)
MOST_POINTS = 4000
"""Of all marks of a scene: they travel to the page at every move of a slider."""


def ends(control: dict[str, Any]) -> list[Any]:
    """The values of a control between which everything else lies."""
    if control["kind"] == "switch":
        return [False, True]
    return (
        [option for option, _ in control["options"]]
        if control["kind"] == "choice"
        else [control["low"], control["high"]]
    )


def settings(demo: type[Demo]) -> list[dict[str, Any]]:
    """Its defaults, and each control at each of its ends."""
    return [{}] + [{each["name"]: end} for each in controls(demo) for end in ends(each)]


CASES = [pytest.param(demo, each, id=f"{demo.name}-{each}") for demo in DEMO_CLASSES for each in settings(demo)]
CONTROLS = [
    pytest.param(demo, each, id=f"{demo.name}-{each['name']}") for demo in DEMO_CLASSES for each in controls(demo)
]
SLIDERS = [each for each in CONTROLS if each.values[1]["kind"] in ("slider", "drag")]


def messages(data: Any) -> Iterator[dict[str, Any]]:
    """Every message within JSON types, those within messages too."""
    if isinstance(data, dict):
        if data.keys() == {"template", "values"}:
            yield data
        for each in data.values():
            yield from messages(each)
    elif isinstance(data, list):
        for each in data:
            yield from messages(each)


@cache
def marked() -> frozenset[str]:
    """Every string that the theory's sources mark with ``N_``, and so the catalogue finds."""
    found = set()
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                found.add(ast.literal_eval(node.args[0]))
    return frozenset(found)


def test_the_demonstrations_of_chapters_3_to_5_are_there() -> None:
    assert {"best_discriminator", "two_losses", "apart", "descent", "two_players"} <= set(DEMOS.names())


@pytest.mark.parametrize(("demo", "values"), CASES)
def test_marks_are_finite_and_lie_in_the_picture(demo: type[Demo], values: dict[str, Any]) -> None:
    scene = demo(**values).scene().to_dict()
    json.dumps(scene, allow_nan=False)
    points = 0
    for plot in scene["plots"]:
        ranges = plot["x_range"], plot["y_range"]
        assert all(math.isfinite(low) and low < high < math.inf for low, high in ranges)
        for mark in plot["marks"]:
            if mark["kind"] == "rule":
                low, high = ranges[mark["axis"] == "y"]
                assert low <= mark["at"] <= high
                continue
            assert len(mark["x"]) == len(mark["y"]) > 0
            assert mark["kind"] != "dots" or mark["marked"] is None or len(mark["marked"]) == len(mark["x"])
            points += len(mark["x"])
            for along, (low, high) in zip((mark["x"], mark["y"]), ranges, strict=True):
                inside = sum(low - 1e-6 <= each <= high + 1e-6 for each in along)
                assert all(map(math.isfinite, along))
                assert inside >= 0.5 * len(along), (render(plot["title"]), min(along), max(along))
    assert 0 < points <= MOST_POINTS


@pytest.mark.parametrize(("demo", "values"), CASES)
def test_the_player_has_as_many_moments_as_the_longest_line_that_grows(
    demo: type[Demo], values: dict[str, Any]
) -> None:
    scene = demo(**values).scene().to_dict()
    lines = [mark for plot in scene["plots"] for mark in plot["marks"] if mark["kind"] == "line"]
    assert scene["moments"] == max((len(line["x"]) for line in lines if line["grows"]), default=0)


@pytest.mark.parametrize(("demo", "values"), CASES)
def test_numbers_have_names_of_their_own_and_a_value(demo: type[Demo], values: dict[str, Any]) -> None:
    numbers = demo(**values).scene().numbers
    assert len({number.name for number in numbers}) == len(numbers) > 0
    assert not any(math.isnan(number.value) for number in numbers)


@pytest.mark.parametrize(("demo", "control"), CONTROLS)
def test_a_control_changes_the_scene_and_what_is_drawn_changes_its_alternative_text(
    demo: type[Demo], control: dict[str, Any]
) -> None:
    scenes = [demo(**{control["name"]: end}).scene().to_dict() for end in ends(control)]
    assert len({json.dumps(scene) for scene in scenes}) == len(scenes), "a control that does nothing"
    drawn = {json.dumps([plot["marks"] for plot in scene["plots"]]) for scene in scenes}
    texts = {tuple(render(plot["alt"]) for plot in scene["plots"]) for scene in scenes}
    assert len(texts) >= len(drawn), "two pictures that differ, one alternative text"


@pytest.mark.parametrize(("demo", "control"), SLIDERS)
def test_no_axis_moves_while_a_slider_does(demo: type[Demo], control: dict[str, Any]) -> None:
    scenes = [demo(**{control["name"]: end}).scene().plots for end in ends(control)]
    ranges = [[(tuple(plot.x_range), tuple(plot.y_range)) for plot in plots] for plots in scenes]
    assert ranges[0] == ranges[1]


@pytest.mark.parametrize(("demo", "values"), CASES)
def test_every_text_can_be_translated_and_filled(demo: type[Demo], values: dict[str, Any]) -> None:
    scene = demo(**values).scene().to_dict()
    told = list(messages(scene))
    assert told
    for each in told:
        assert each["template"] in marked(), f"not marked with N_: {each['template']}"
        places = {place for _, place, _, _ in string.Formatter().parse(each["template"]) if place}
        assert places <= each["values"].keys(), each["template"]
        assert not any(isinstance(value, float) for value in each["values"].values()), "numbers come as text"
    assert all("NaN" not in render(each) and "nan" not in render(each).split() for each in told)


@pytest.mark.parametrize("demo", DEMO_CLASSES, ids=lambda demo: demo.name)
def test_what_a_demonstration_is_called_can_be_translated(demo: type[Demo]) -> None:
    said = [demo.title, demo.summary]
    for control in controls(demo):
        said += [control["label"], control["help"], *(label for _, label in control.get("options", []))]
        assert control["help"], f"{control['name']} does not say what it is"
    assert set(said) <= marked()


@pytest.mark.parametrize("demo", DEMO_CLASSES, ids=lambda demo: demo.name)
def test_labels_of_controls_differ(demo: type[Demo]) -> None:
    labels = [control["label"] for control in controls(demo)]
    assert len(set(labels)) == len(labels), "a screen reader could not tell them apart"


@pytest.mark.parametrize("demo", DEMO_CLASSES, ids=lambda demo: demo.name)
def test_the_paper_and_the_difference_from_it_are_named(demo: type[Demo]) -> None:
    assert demo.__doc__
    assert "Reference:" in demo.__doc__
    assert "Differs from the paper:" in demo.__doc__
