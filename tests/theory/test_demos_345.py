"""What chapters 3, 4 and 5 claim, read off their scenes."""

import math
from typing import Any

import numpy as np
import pytest

from ganboard.i18n import render
from ganboard.theory import DEMOS, Line, Plot, Scene, controls


def scene(name: str, **settings: Any) -> Scene:
    return DEMOS.create({"name": name, **settings}).scene()


def numbers(name: str, **settings: Any) -> dict[str, float]:
    return {number.name: number.value for number in scene(name, **settings).numbers}


def told(name: str, **settings: Any) -> str:
    return render(scene(name, **settings).sentence)


def lines(plot: Plot) -> list[Line]:
    return [mark for mark in plot.marks if isinstance(mark, Line)]


def test_sliders_that_browsers_look_for_are_called_distance() -> None:
    assert [controls(DEMOS.get(name))[0]["label"] for name in ("best_discriminator", "apart")] == ["Distance"] * 2


@pytest.mark.parametrize("second", [0.0, 0.4])
@pytest.mark.parametrize("distance", [0.0, 1.5, 5.0])
def test_v_is_its_floor_and_what_is_above(distance: float, second: float) -> None:
    for formula in ("right", "printed"):
        shown = numbers("best_discriminator", distance=distance, second=second, width=0.7, formula=formula)
        assert shown["value"] == pytest.approx(shown["floor"] + shown["above"], abs=1e-9)
        assert shown["above"] >= 0


def test_at_equilibrium_d_says_one_half_and_as_printed_two_thirds_everywhere() -> None:
    for formula, half, floor in (("right", 1 / 2, -math.log(4)), ("printed", 2 / 3, math.log(4 / 27))):
        shown = numbers("best_discriminator", distance=0.0, formula=formula)
        assert shown["balance"] == pytest.approx(half)
        assert shown["value"] == pytest.approx(floor)
        judge = lines(scene("best_discriminator", distance=0.0, formula=formula).plots[1])[0]
        np.testing.assert_allclose(judge.y, half)
    assert "one half everywhere" in told("best_discriminator", distance=0.0)
    assert "two thirds" in told("best_discriminator", formula="printed")


def test_the_printed_curve_is_never_below_the_right_one() -> None:
    printed, right = lines(scene("best_discriminator", formula="printed").plots[1])
    assert np.all(np.asarray(printed.y) >= right.y)
    assert np.max(np.asarray(printed.y) - right.y) == pytest.approx(3 - 2 * math.sqrt(2), abs=1e-3)  # at p / q = 1 / √2


def test_the_sentence_knows_when_fakes_and_data_hardly_overlap() -> None:
    assert "hardly overlap" in told("best_discriminator", distance=5.0, width=0.4)
    assert "hardly overlap" not in told("best_discriminator", distance=1.0)


@pytest.mark.parametrize("score", [0.01, 0.3, 0.99])
def test_slopes_by_the_logit_are_d_and_one_minus_d_and_by_the_score_their_inverses(score: float) -> None:
    by_logit = numbers("two_losses", score=score)
    by_score = numbers("two_losses", score=score, slope="score")
    assert by_logit["minimax_slope"] == pytest.approx(score)
    assert by_logit["nonsaturating_slope"] == pytest.approx(1 - score)
    assert by_score["minimax_slope"] == pytest.approx(1 / (1 - score))
    assert by_score["nonsaturating_slope"] == pytest.approx(1 / score)
    assert by_logit["ratio"] == pytest.approx((1 - score) / score)
    assert by_score["ratio"] == pytest.approx(by_logit["ratio"])


def test_losses_at_one_half() -> None:
    shown = numbers("two_losses", score=0.5)
    assert shown["minimax"] == pytest.approx(-math.log(2))
    assert shown["nonsaturating"] == pytest.approx(math.log(2))


def test_js_is_stuck_where_the_wasserstein_distance_grows() -> None:
    near, far = (numbers("apart", distance=distance, width=0.2) for distance in (2.0, 4.0))
    assert near["js"] == pytest.approx(math.log(2), abs=1e-5)
    assert far["js"] == pytest.approx(math.log(2), abs=1e-6)
    assert far["js_slope"] == pytest.approx(0, abs=1e-6)
    assert (near["w1"], far["w1"]) == (pytest.approx(2), pytest.approx(4))
    assert "stuck" in told("apart", distance=4.0, width=0.2)
    assert "stuck" not in told("apart", distance=0.5, width=1.0)


def test_both_measures_are_zero_for_the_same_and_rise_from_there() -> None:
    same = numbers("apart", distance=0.0)
    assert same["js"] == same["w1"] == 0
    assert same["js_slope"] == pytest.approx(0, abs=1e-9)
    js, w1 = lines(scene("apart").plots[1])
    assert np.all(np.diff(js.y) > -1e-12)
    np.testing.assert_allclose(w1.y, w1.x, atol=1e-9)


def test_the_slope_of_js_is_that_of_its_curve() -> None:
    low, middle, high = (numbers("apart", distance=distance, width=0.6) for distance in (0.99, 1.0, 1.01))
    assert middle["js_slope"] == pytest.approx((high["js"] - low["js"]) / 0.02, rel=1e-3)


def test_before_a_sure_d_the_minimax_fake_stays_and_the_others_go() -> None:
    shown = numbers("descent", distance=4.0, learning_rate=0.1)
    assert shown["minimax_gone"] < 0.02
    assert shown["nonsaturating_gone"] > 2
    assert shown["wasserstein_gone"] == pytest.approx(4)
    assert "flat" in told("descent", distance=4.0)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"distance": 1.0}, "half way after"),
        ({"distance": 4.0, "certainty": 0.2}, "rather sure"),
        ({"distance": 0.5, "learning_rate": 0.01}, "too short"),
    ],
)
def test_the_descent_says_what_became_of_the_fakes(settings: dict[str, float], words: str) -> None:
    assert words in told("descent", **settings)


def test_a_half_trained_d_leaves_the_minimax_loss_a_slope() -> None:
    assert numbers("descent", certainty=0.2)["minimax_gone"] > 50 * numbers("descent")["minimax_gone"]


def test_players_at_once_leave_the_picture_and_the_game_ends_there() -> None:
    shown = scene("two_players", learning_rate=0.5)
    path = lines(shown.plots[0])[0]
    away = np.hypot(path.x, path.y)
    assert len(away) == shown.moments < 60
    np.testing.assert_allclose(away, away[0] * math.sqrt(1.25) ** np.arange(len(away)))
    assert away[-1] <= 3 < away[-1] * math.sqrt(1.25)
    assert "outwards" in told("two_players")


@pytest.mark.parametrize(
    ("settings", "growth", "words"),
    [
        ({"order": "alternating"}, 1.0, "for ever"),
        ({"penalty": 0.1}, math.sqrt(1 - 0.015 + 0.0225), "too weak"),
        ({"penalty": 1.0}, math.sqrt(1 - 0.15 + 0.0225), "come to rest"),
        ({"penalty": 0.1, "order": "alternating"}, math.sqrt(1 - 0.015), "come to rest"),
    ],
)
def test_what_calms_the_spiral(settings: dict[str, Any], growth: float, words: str) -> None:
    assert numbers("two_players", **settings)["growth"] == pytest.approx(growth)
    assert words in told("two_players", **settings)


def test_the_average_is_shown_when_asked_for_and_is_nearer() -> None:
    settings = {"order": "alternating", "average": True}
    shown = numbers("two_players", **settings)
    assert shown["mean_distance"] < shown["distance"] / 10
    assert len(lines(scene("two_players", **settings).plots[0])) == 2
    assert "average" in told("two_players", **settings)
    assert "mean_distance" not in numbers("two_players")
