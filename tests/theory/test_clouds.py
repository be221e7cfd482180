"""The two clouds: what is known of them, and that each sentence is true wherever it is said."""

import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.i18n import render
from ganboard.metrics.neighbourhoods import precision_recall
from ganboard.theory.clouds import CENTRES, COUNT, at_home, blob_cloud, different, fake_cloud, kinds_of, real_cloud
from ganboard.theory.demos.two_clouds import TwoClouds

ROOT = Path(__file__).parents[2]


def numbers(**settings: Any) -> dict[str, float]:
    return {number.name: number.value for number in TwoClouds(**settings).scene().numbers}


def told(**settings: Any) -> str:
    return render(dict(TwoClouds(**settings).scene().sentence))


def test_the_real_points_are_four_equal_kinds_and_stay() -> None:
    kinds = kinds_of(real_cloud()).argmax(1)
    assert (kinds == np.repeat(range(4), COUNT // 4)).mean() > 0.99
    with pytest.raises(ValueError, match="read-only"):
        real_cloud()[0] = 0


def test_a_kind_is_known_by_bayes_rule() -> None:
    between = (CENTRES[0] + CENTRES[3]) / 2
    known = kinds_of(np.array([CENTRES[1], between, [1e6, -1e6]]))
    np.testing.assert_allclose(known.sum(1), 1)
    assert known[0, 1] > 0.999
    assert known[1, [0, 3]] == pytest.approx([0.5, 0.5], abs=1e-3)
    assert known[2].argmax() == 2


@pytest.mark.parametrize("kinds", [1, 2, 3, 4])
def test_fakes_lie_where_their_kinds_lie_and_move_together(kinds: int) -> None:
    fake = fake_cloud(kinds, 1.0, 1, (0.0, 0.0))
    counts = np.bincount(kinds_of(fake).argmax(1), minlength=4)
    assert counts[kinds:].sum() == 0
    assert counts[:kinds].min() >= COUNT // kinds
    np.testing.assert_allclose(fake_cloud(kinds, 1.0, 1, (0.3, -2.0)) - fake, np.tile([0.3, -2.0], (COUNT, 1)))


@pytest.mark.parametrize("copies", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("blob", [False, True])
def test_copies_leave_as_many_different_points_as_is_said(copies: int, blob: bool) -> None:
    fake = blob_cloud(1.0, copies, (0, 0)) if blob else fake_cloud(4, 1.0, copies, (0, 0))
    found, counts = np.unique(fake, axis=0, return_counts=True)
    assert len(fake) == COUNT
    assert len(found) == different(copies) == -(-COUNT // copies)
    assert counts.max() - counts.min() <= 1
    assert counts.max() == copies


def test_the_blob_has_the_mean_and_covariance_of_the_real_points() -> None:
    blob = blob_cloud(1.0, 1, (0.0, 0.0))
    np.testing.assert_allclose(blob.mean(0), real_cloud().mean(0), atol=1e-12)
    np.testing.assert_allclose(np.cov(blob.T), np.cov(real_cloud().T), atol=1e-12)


@pytest.mark.parametrize("k", [1, 3, 5])
def test_crosses_are_the_fakes_that_precision_does_not_count(k: int) -> None:
    fake = fake_cloud(4, 2.0, 1, (0.2, 0.0))
    inside = at_home(fake, k)
    assert inside.mean() == precision_recall(real_cloud(), fake, k)[0]
    squared = ((real_cloud()[:, None] - real_cloud()) ** 2).sum(-1)
    radii = np.sort(squared, axis=1)[:, k]  # the nearest is the point itself
    for point, home in zip(fake[::17], inside[::17], strict=True):
        assert home == (((real_cloud() - point) ** 2).sum(-1) < radii).any()


def test_the_drawing_marks_them_and_says_how_many() -> None:
    plot = TwoClouds(fake_x=0.5).scene().plots[0].to_dict()
    fake = plot["marks"][1]
    assert (fake["drag"], fake["role"]) == ("fake", "fake")
    assert plot["alt"]["values"]["outside"] == sum(fake["marked"]) == 87
    assert plot["marks"][0]["marked"] is None


def test_dragging_moves_the_cloud_and_the_numbers() -> None:
    here, there = (np.array(TwoClouds(fake_x=x).scene().plots[0].marks[1].x) for x in (0.0, 1.0))
    np.testing.assert_allclose(there - here, 1.0)
    assert numbers(fake_x=1.0)["frechet"] == pytest.approx(1.0, abs=0.15)  # the square of the way
    assert numbers(fake_x=2.0)["frechet"] == pytest.approx(4.0, abs=0.3)


def test_alike_clouds_have_the_best_numbers() -> None:
    found = numbers()
    assert found["frechet"] == pytest.approx(0, abs=0.01)
    assert found["kernel"] == pytest.approx(0, abs=0.05)
    assert found["score"] == pytest.approx(4, abs=0.01)
    assert min(found["precision"], found["recall"], found["density"], found["coverage"]) > 0.9


# A fault of the fakes alone, and what the sentence that tells of it claims; over the whole range of its slider
def test_where_clusters_are_missing_precision_is_high_and_recall_and_score_count_them() -> None:
    for kinds in (1, 2, 3):
        found = numbers(kinds=kinds)
        assert f"cover {kinds} of 4 clusters" in told(kinds=kinds)
        assert found["precision"] > 0.95
        assert found["recall"] == pytest.approx(kinds / 4, abs=0.03)
        assert found["coverage"] == pytest.approx(kinds / 4, abs=0.03)
        assert found["score"] == pytest.approx(kinds, abs=0.02)
        assert found["frechet"] > 0.2


def test_narrow_fakes_are_noticed_by_recall_and_coverage_alone() -> None:
    for spread in (0.2, 0.35, 0.5, 0.7):
        found = numbers(spread=spread)
        assert "keep to the middle" in told(spread=spread)
        assert found["precision"] > 0.95
        assert found["density"] > 1
        assert found["score"] > 3.99
        assert found["frechet"] < 0.01
        assert found["recall"] < 0.93
    assert numbers(spread=0.2)["recall"] < 0.3
    assert numbers(spread=0.2)["coverage"] < 0.6


def test_wide_fakes_are_noticed_by_precision_and_density_before_recall_and_score() -> None:
    for spread in (1.3, 1.7, 2.3, 3.0):
        found = numbers(spread=spread)
        assert "scatter too far" in told(spread=spread)
        assert found["recall"] > max(found["precision"], found["coverage"], found["density"])
        assert found["score"] > 3.7
    assert numbers(spread=3)["precision"] < 0.6


def test_copies_are_noticed_by_recall_and_coverage_alone() -> None:
    for copies in range(2, 21):
        found = numbers(copies=copies)
        assert f"Only {different(copies)} fakes are different" in told(copies=copies)
        assert found["precision"] > 0.85
        assert found["score"] > 3.85
        assert found["frechet"] < 0.1
        assert max(found["recall"], found["coverage"]) < 0.86
        if copies > 3:  # so that the three nearest are copies
            assert found["recall"] == 0


def test_the_frechet_distance_sees_no_difference_between_clusters_and_a_blob() -> None:
    found = numbers(shape="blob")
    assert "knows nothing else" in told(shape="blob")
    assert found["frechet"] == pytest.approx(0, abs=1e-9)
    assert found["kernel"] == pytest.approx(0, abs=0.05)
    assert found["precision"] < 0.6
    assert found["recall"] > 0.9


def test_several_faults_at_once_are_called_so() -> None:
    for settings in (
        {"kinds": 2, "fake_x": 1.0},
        {"shape": "blob", "spread": 1.1},
        {"shape": "blob", "copies": 2},
        {"spread": 0.5, "copies": 3},
    ):
        assert told(**settings).startswith("Several things differ at once")
    assert told(shape="blob", kinds=2) == told(shape="blob")


SETTINGS = list(product(["kinds", "blob"], [1, 4], [0.2, 1.0, 3.0], [1, 20], [-2.0, 0.0, 2.0]))


@pytest.mark.slow
def test_every_corner_has_finite_numbers_and_a_whole_sentence() -> None:
    for shape, kinds, spread, copies, shift in SETTINGS:
        settings = {
            "shape": shape,
            "kinds": kinds,
            "spread": spread,
            "copies": copies,
            "fake_x": shift,
            "fake_y": -shift,
        }
        assert np.isfinite(list(numbers(**settings).values())).all()
        assert "{" not in told(**settings)


def test_measuring_the_clouds_loads_no_tensorflow() -> None:
    code = "import sys; from ganboard.theory import DEMOS; [d().scene() for d in DEMOS]; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
