"""The sentences beside the curves are true, whatever the scores."""

from __future__ import annotations

import itertools
import re

import pytest

from ganboard.app.moments import rate
from ganboard.app.wording import narrate
from ganboard.config import TrainConfig
from ganboard.i18n import render
from ganboard.methods import METHODS
from ganboard.methods.adversarial_words import in_digits

GAN = METHODS.create("gan")
LATE = 5000


def said(real: float, fake: float, step: int = LATE, **more: float) -> str:
    return render(narrate("running", step, {"real_score": real, "fake_score": fake, **more}, GAN))


@pytest.mark.parametrize(
    ("real", "fake", "says"),
    [
        (0.88, 0.14, "clearly tells real from fake"),
        (0.99, 0.01, "clearly tells real from fake"),
        (0.7, 0.3, "often unsure"),
        (0.52, 0.48, "An even match"),
        (0.48, 0.52, "An even match"),
        (0.97, 0.9, "almost everything for real"),
        (0.1, 0.03, "almost everything for fake"),
        (0.2, 0.8, "The generator fools the judge"),
    ],
)
def test_each_band_has_its_sentence(real: float, fake: float, says: str) -> None:
    assert says in said(real, fake)


@pytest.mark.parametrize("step", [200, LATE])
def test_no_sentence_contradicts_its_bars(step: int) -> None:
    """Its claims are about the two mean scores, and hold at every place of the square; numbers stand in the bars alone."""
    for real, fake in itertools.product([place / 50 for place in range(51)], repeat=2):
        text = said(real, fake, step)
        assert not re.search(r"\d", text)
        claims = {
            "fools": fake > real,
            "tells real from fake": real > fake,
            "clearly": real > 0.5 > fake,
            "even match": abs(real - fake) < 0.2 and min(real, fake) > 0.1 and max(real, fake) < 0.9,
            "everything for real": min(real, fake) > 0.5,
            "everything for fake": max(real, fake) < 0.5,
        }
        made = [name for name in claims if name in text]
        assert made
        assert all(claims[name] for name in made), (real, fake, text)
        assert ("fools" not in text and "even" not in text) or ("still learning too" in text) == (step < LATE)


def test_at_the_start_the_judge_is_a_beginner_too() -> None:
    for real, fake in [(0.48, 0.52), (0.9, 0.1), (0.1, 0.9)]:
        assert "a beginner too" in said(real, fake, step=1)
        assert "fools" not in said(real, fake, step=1)
    assert "Nothing is learned yet" in said(0.5, 0.5, step=0)
    assert "not written down" in render(narrate("paused", LATE, {}, GAN))


def test_losses_that_ran_away_are_said_although_they_are_finite() -> None:
    text = said(1.0, 0.0, discriminator_loss=1.7e10, generator_loss=3.0)
    assert "run away: 17,000,000,000 for the judge, 3 for the generator" in text
    assert GAN.ran_away({"discriminator_loss": 0.02, "generator_loss": -1e9})
    for loss in (0.0, 1.386, 16.0, 88.0):  # D may be sure up to what single precision holds
        assert GAN.ran_away({"discriminator_loss": loss, "generator_loss": loss}) is None


def test_numbers_that_ran_away_are_written_out() -> None:
    said_of = {-1.0: "-1", 0.02: "0.02", 999.96: "1,000", 597_312.0: "597,300", -5e5: "-500,000", 2e13: "2e+13"}
    assert {value: in_digits(value) for value in said_of} == said_of
    assert in_digits(float("inf")) == "inf"


def test_values_of_a_critic_that_ran_away_are_said_too() -> None:
    critic = TrainConfig(objective="wasserstein").method
    far = {"real_logit": 5e5, "fake_logit": -1.0, "discriminator_loss": -5e5}
    assert "run away: 500,000 for real ones, -1 for fakes" in render(narrate("finished", LATE, far, critic))
    assert critic.ran_away({"real_logit": 5e5, "fake_logit": 5e5 - 3, "generator_loss": -5e5}) is None  # it may drift
    printed = TrainConfig(objective="printed").method
    assert printed.ran_away(far) is None  # that is not what is wrong there


@pytest.mark.parametrize(
    ("per_second", "text"),
    [
        (0.034, "0.034"),
        (0.4, "0.4"),
        (1.0, "1.0"),
        (1.04, "1.0"),
        (9.94, "9.9"),
        (9.97, "10"),
        (84.6, "85"),
        (1e4, "10,000"),
    ],
)
def test_a_speed_is_neither_nothing_nor_one_of_many(per_second: float, text: str) -> None:
    assert rate(per_second) == text


def test_before_the_first_step_nobody_has_learnt_anything_here() -> None:
    assert "into more noise" in render(narrate("paused", 0, {}, GAN))
    assert "leave pictures nearly as they are" in render(narrate("paused", 0, {}, METHODS.create("swap")))
    assert (
        render(narrate("paused", 0, {}, GAN, warm=True, drawn=False)) == "Nothing is learned yet."
    )  # nothing is seen either
    assert "begin with what others have learned" in render(
        narrate("running", 20, {"real_score": 0.5, "fake_score": 0.5}, GAN, warm=True)
    )
    assert "beginner" in said(0.5, 0.5, 20)
    assert "drawings into noise" in render(narrate("paused", 0, {}, METHODS.create("sketch")))
    assert "noise" not in render(narrate("paused", 0, {}, GAN, warm=True))


def test_a_judge_that_began_with_something_learnt_is_called_no_beginner() -> None:
    scores = {"real_score": 0.5, "fake_score": 0.5}
    assert "beginner" in render(narrate("running", 14, scores, GAN))
    assert "beginner" not in render(narrate("running", 14, scores, GAN, warm=True))
    assert narrate("running", 200, scores, GAN, warm=True) == narrate("running", 200, scores, GAN)
