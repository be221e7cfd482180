"""A sentence becomes kinds and noise: what was said is so, what was not varies evenly."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS, SIZES, kinds, never_shown
from ganboard.creatures.parsing import parse
from ganboard.errors import ConfigError
from ganboard.presets import PRESETS
from ganboard.sampler import latents
from ganboard.saying import asked

WORDS = PRESETS["words"].config()


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("a sad green drop with horns", {0: 3, 1: 2, 3: 1, 4: 1}),
        ("红色三只眼的方块怪物", {0: 0, 1: 1, 2: 2}),
        ("a two-eyed purple monster with nothing on its head", {0: 5, 2: 1, 4: 0}),
        ("一个张着嘴的圆滚滚的蓝色小怪兽，头上有天线", {0: 4, 1: 0, 3: 2, 4: 3}),
    ],
)
def test_what_is_said_is_what_is_asked_for(sentence: str, said: dict[int, int]) -> None:
    found = asked(WORDS, [parse(sentence)], 40, seed=5)
    for place, size in enumerate(SIZES):
        values = set(found.factors[:, place].tolist())
        assert values == ({said[place]} if place in said else set(range(size)))
    assert np.array_equal(kinds()[found.labels], found.factors)
    assert np.array_equal(found.never_shown, never_shown(found.factors))
    assert np.array_equal(found.latents, latents(40, 48, 5))


def test_what_is_left_open_is_even_and_independent() -> None:
    found = asked(WORDS, [parse("a red one")], 20_000, seed=0).factors
    for place, size in enumerate(SIZES[1:], 1):
        part = np.bincount(found[:, place], minlength=size) / len(found)
        assert np.abs(part - 1 / size).max() < 0.02
    together = np.bincount(found[:, 1] * 4 + found[:, 4], minlength=12) / len(found)
    assert np.abs(together - 1 / 12).max() < 0.012


def test_saying_more_leaves_the_rest_and_more_pictures_begin_with_the_same() -> None:
    one = asked(WORDS, [parse("red")], 8, seed=2)
    more = asked(WORDS, [parse("red with horns")], 12, seed=2)
    assert np.array_equal(one.factors[:, :4], more.factors[:8, :4])
    assert np.array_equal(one.latents, more.latents[:8])
    assert not np.array_equal(one.factors, asked(WORDS, [parse("red")], 8, seed=3).factors)


def test_sentences_stand_one_after_the_other() -> None:
    found = asked(WORDS, [parse("red"), parse("蓝色")], 3, seed=0).factors
    assert found[:, 0].tolist() == [0, 0, 0, 4, 4, 4]


def test_a_training_that_saw_all_kinds_has_none_that_were_never_shown() -> None:
    found = asked(PRESETS["creatures"].config(), [parse("red with three eyes")], 5, seed=0)
    assert not found.never_shown.any()


def test_networks_that_are_not_told_words_say_so() -> None:
    for config in (
        TrainConfig(),
        PRESETS["creatures64"].config(conditional=False, mismatch=0),
        PRESETS["sketch"].config(),
        PRESETS["quick"].config(),
    ):
        with pytest.raises(ConfigError, match="told words"):
            asked(config, [parse("red")], 1, seed=0)


def test_the_words_to_tap_are_understood_in_both_languages() -> None:
    from ganboard.i18n import translations

    for language in ("en", "zh"):
        translate = translations(language).gettext
        for factor in FACTORS:
            for value, title in zip(factor.values, factor.titles, strict=True):
                assert parse(translate(title)).check().said == {factor.name: value}
