"""Every metric over the registry; what readings say of each other; bad input, one sentence each."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from ganboard.errors import GANBoardError
from ganboard.i18n import render
from ganboard.metrics import METRICS, ImageSet, Reading, Samples, compare
from ganboard.metrics.base import Metric
from ganboard.metrics.frechet import frechet_distance
from ganboard.metrics.intervals import Interval, apart, difference, positive, share
from ganboard.metrics.kernel import kernel_distance
from ganboard.metrics.neighbourhoods import density_coverage, precision_recall
from ganboard.metrics.reading import shown
from tests.metrics.sets import featured, full, pictured, usual

ALL = [pytest.param(metric, id=metric.name) for metric in METRICS]


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    samples = usual()
    return {metric.name: metric().measure(samples) for metric in METRICS}


@pytest.mark.parametrize("metric", ALL)
def test_a_metric_describes_itself(metric: type[Metric]) -> None:
    assert metric.better in ("lower", "higher", "near one", "near zero")
    assert metric.unit in ("", "share")
    assert re.search(r"\d{4}.*(arXiv|doi):", metric.reference)
    document = metric.__doc__ or ""
    assert "Reference: " in document
    assert "Differs from the paper: " in document
    for text in (metric.title, metric.summary, metric.worse, metric.alike, metric.beyond, metric.alone):
        assert text
    for text in (metric.worse, metric.alike, metric.beyond, metric.below):
        assert set(re.findall(r"{(\w+)}", text)) <= {"value", "best"}


@pytest.mark.parametrize("metric", ALL)
def test_a_reading_has_a_value_within_its_interval_a_best_one_and_a_sentence(
    metric: type[Metric], readings: dict[str, Reading]
) -> None:
    reading = readings[metric.name]
    assert reading.value is not None, render(reading.sentence)
    assert reading.low is not None
    assert reading.high is not None
    assert reading.low <= reading.value <= reading.high
    assert reading.best is not None
    assert reading.verdict in ("better", "worse", "cannot tell yet")
    assert "{" not in render(reading.sentence)
    assert (reading.count, reading.real_count, reading.held_out_count) == (300, 300, 150)
    assert bool(reading.extractor) == bool({"features", "classes"} & set(metric.needs))


@pytest.mark.parametrize("metric", ALL)
def test_a_reading_crosses_to_another_process_and_back(metric: type[Metric], readings: dict[str, Reading]) -> None:
    reading = readings[metric.name]
    assert Reading.from_dict(json.loads(json.dumps(reading.to_dict()))) == reading


@pytest.mark.parametrize("metric", ALL)
def test_the_same_samples_give_the_same_reading(metric: type[Metric], readings: dict[str, Reading]) -> None:
    assert metric().measure(usual()) == readings[metric.name]


@pytest.mark.parametrize("metric", ALL)
def test_unseen_images_are_not_told_apart_from_unseen_images(metric: type[Metric]) -> None:
    reading = metric().measure(usual(fake=full(300, 17), real=full(300, 2), held_out=full(300, 3)))
    assert reading.verdict == "cannot tell yet", render(reading.sentence)


@pytest.mark.parametrize("metric", ALL)
def test_without_unseen_images_a_reading_has_no_verdict(metric: type[Metric], readings: dict[str, Reading]) -> None:
    reading = metric().measure(usual(held_out=None))
    assert reading.verdict is None
    assert render(reading.sentence)
    assert (reading.value is None) == ("held_out" in metric.needs)


@pytest.mark.parametrize("metric", ALL)
def test_what_a_metric_needs_and_is_not_there_is_named(metric: type[Metric]) -> None:
    bare = Samples(*(ImageSet(each.images) for each in (full(300, 1), full(300, 2), full(150, 3))))
    reading = metric().measure(bare)
    assert (reading.value is None) == bool(metric.needs)
    assert len(render(reading.sentence)) > 20


@pytest.mark.parametrize("metric", ALL)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_too_few_samples_give_a_sentence_and_no_exception(metric: type[Metric], count: int) -> None:
    reading = metric().measure(usual(fake=full(count, 1), real=full(count, 2), held_out=full(count, 3)))
    assert "{" not in render(reading.sentence)
    if count == 1 and metric.name != "asked":
        assert reading.value is None
        assert re.search(r"at least \d+ images on each side, but there is only one", render(reading.sentence))


@pytest.mark.parametrize("metric", ALL)
def test_a_generator_that_makes_one_image_only_is_no_failure(metric: type[Metric]) -> None:
    one = full(1, 1)
    many = ImageSet(
        *(np.repeat(each, 300, axis=0) for each in (one.images, one.features, one.probabilities, one.labels))
    )
    reading = metric().measure(usual(fake=many))
    assert reading.value is not None or "at least" in render(reading.sentence)
    if metric.name in ("frechet", "kernel", "recall", "coverage", "diversity", "sliced", "class_balance", "score"):
        assert reading.verdict == "worse"


@pytest.mark.parametrize("metric", ALL)
def test_constant_images_on_all_sides_are_no_failure(metric: type[Metric]) -> None:
    """All images alike, all features 1, all of one class."""
    flat = ImageSet(
        np.full((300, 6, 6, 1), 9, np.uint8), np.ones((300, 4)), np.eye(3)[np.zeros(300, int)], np.zeros(300, int)
    )
    reading = metric().measure(Samples(flat, flat, flat))
    assert render(reading.sentence)
    assert reading.value is None or np.isfinite(reading.value)


WRONG = {
    "float32 (5, 6, 6, 1)": lambda: ImageSet(np.zeros((5, 6, 6, 1), np.float32)),
    "uint8 (5, 6, 6)": lambda: ImageSet(np.zeros((5, 6, 6), np.uint8)),
    "Images: 1. What was said of them has another shape, (2, 3).": lambda: ImageSet(
        np.zeros((1, 6, 6, 1), np.uint8), np.zeros((2, 3))
    ),
    "has another shape, (2,)": lambda: ImageSet(np.zeros((2, 6, 6, 1), np.uint8), np.zeros(2)),
    "no numbers": lambda: featured(np.array([[0.0, np.nan]])),
    "must be the same": lambda: Samples(pictured(5, 1, side=6), pictured(5, 1, side=7)),
    "the same extractor": lambda: Samples(featured(np.zeros((5, 3))), featured(np.zeros((5, 4)))),
}


@pytest.mark.parametrize("words", WRONG)
def test_bad_input_is_one_sentence(words: str) -> None:
    with pytest.raises(GANBoardError, match=re.escape(words)):
        WRONG[words]()


@pytest.mark.parametrize("function", [frechet_distance, kernel_distance, precision_recall, density_coverage])
@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (np.zeros(9), np.zeros((9, 2)), "of shape (count, size), but got (9,)"),
        (np.zeros((9, 3)), np.zeros((9, 2)), "One set has 3 features an image, the other 2"),
        (np.zeros((1, 2)), np.zeros((9, 2)), "but there is only one. Take more"),
        (np.full((9, 2), np.inf), np.zeros((9, 2)), "no numbers"),
    ],
)
def test_functions_refuse_what_are_no_features(
    function: Callable[..., object], first: np.ndarray, second: np.ndarray, words: str
) -> None:
    with pytest.raises(GANBoardError, match=re.escape(words)):
        function(first, second)


def reading(name: str, low: float, high: float, **others: object) -> Reading:
    value = (low + high) / 2
    blank = METRICS.get(name)().measure(usual(30))
    known = {**{field: getattr(blank, field) for field in Reading.__dataclass_fields__}, "value": value, "low": low}
    return Reading(**{**known, "high": high, **others})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "first", "second", "verdict"),
    [
        ("frechet", (1.0, 2.0), (4.0, 5.0), "worse"),
        ("frechet", (4.0, 5.0), (1.0, 2.0), "better"),
        ("frechet", (1.0, 3.0), (2.0, 4.0), "cannot tell yet"),
        ("recall", (0.1, 0.2), (0.5, 0.6), "better"),
        ("recall", (0.5, 0.6), (0.1, 0.2), "worse"),
        ("diversity", (0.5, 0.6), (1.1, 1.2), "better"),
        ("diversity", (0.9, 1.0), (1.3, 1.4), "worse"),
        ("diversity", (0.8, 0.9), (1.1, 1.2), "cannot tell yet"),
        ("memorisation", (-9.0, -8.0), (-1.0, 1.0), "better"),
    ],
)
def test_two_readings_are_compared(name: str, first: tuple, second: tuple, verdict: str) -> None:
    found = compare(reading(name, *first), reading(name, *second))
    assert found.verdict == verdict
    assert found.difference is not None
    assert found.difference.value == pytest.approx(sum(second) / 2 - sum(first) / 2)
    assert found.difference.low < found.difference.value < found.difference.high
    assert json.loads(json.dumps(found.to_dict()))["verdict"] == verdict


def test_a_comparison_of_a_reading_with_itself_cannot_tell() -> None:
    found = compare(reading("kernel", 0.1, 0.2), reading("kernel", 0.1, 0.2))
    assert found.verdict == "cannot tell yet"
    assert render(found.sentence).startswith("Cannot tell yet which is better: 0.15 and 0.15;")


def test_numbers_of_two_extractors_are_never_compared() -> None:
    other = reading("frechet", 1, 2, extractor="other", extractor_title="features of another")
    with pytest.raises(GANBoardError, match=r"with features of a test, the other with features of another\."):
        compare(reading("frechet", 1, 2), other)


def test_numbers_of_two_metrics_are_never_compared() -> None:
    with pytest.raises(GANBoardError, match="frechet and kernel"):
        compare(reading("frechet", 1, 2), reading("kernel", 1, 2))


def test_numbers_of_different_counts_are_compared_only_where_counts_do_not_matter() -> None:
    found = compare(reading("frechet", 1, 2), reading("frechet", 8, 9, count=99))
    assert found.verdict == "cannot tell yet"
    assert found.difference is None
    assert "99" in render(found.sentence)
    assert compare(reading("kernel", 1, 2), reading("kernel", 8, 9, count=99)).verdict == "worse"


def test_a_number_that_could_not_be_told_is_not_compared() -> None:
    found = compare(reading("frechet", 1, 2), reading("frechet", 1, 2, value=None))
    assert (found.difference, found.verdict) == (None, "cannot tell yet")


def test_fewer_unseen_images_are_compared_with_as_many_fakes() -> None:
    """The Fréchet distance of few images is larger; it must not make the fakes look better than unseen images."""
    samples = Samples(full(1_000, 1), full(1_000, 2), full(100, 3))
    found = METRICS.get("frechet")().measure(samples)
    assert found.value is not None
    assert found.best is not None
    assert found.fair is not None
    assert found.value < 0.5 * found.best.value
    assert found.fair.value > found.value
    assert found.verdict == "cannot tell yet"


def test_intervals_of_differences_and_distances_from_a_target() -> None:
    assert difference(Interval(1, 0, 3), Interval(5, 1, 6)) == Interval(4, 4 - np.hypot(4, 2), 4 + np.hypot(1, 1))
    assert apart(Interval(0.9, 0.7, 1.2), 1) == Interval(pytest.approx(0.1), 0, pytest.approx(0.3))
    assert apart(Interval(0.5, 0.4, 0.7), 1) == Interval(0.5, pytest.approx(0.3), 0.6)


def test_ends_of_shares_and_of_numbers_above_0() -> None:
    none, all_of_them = share(0, 100), share(1, 100)
    assert (none.low, all_of_them.high) == (0, 1)
    assert none.high == pytest.approx(1 - all_of_them.low) == pytest.approx(0.03699, abs=1e-4)
    assert positive(2, 0.01).low * positive(2, 0.01).high == pytest.approx(4)
    assert positive(0.1, 1).low == 0


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (-2.7e-15, "", "0"),
        (12.345, "", "12.3"),
        (-0.00012345, "", "−0.000123"),
        (12345.6, "", "12,346"),
        (0.9312, "share", "93.1%"),
        (0, "", "0"),
        (999.4, "", "999"),
        (1, "", "1"),
    ],
)
def test_numbers_as_they_are_read(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_measuring_never_loads_tensorflow() -> None:
    code = (
        "import sys, numpy as np; from ganboard.metrics import METRICS, ImageSet, Samples;"
        "s = ImageSet(np.zeros((9, 4, 4, 1), np.uint8)); [m().measure(Samples(s, s)) for m in METRICS];"
        "sys.exit(bool({'tensorflow', 'keras', 'scipy'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
