"""A sentence without one of its words says all else as before; one by chance is understood."""

import pytest

from ganboard.creatures.captions import LANGUAGES
from ganboard.creatures.parsing import parse
from ganboard.creatures.rewording import by_chance, without


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_but_one_word_stays(language: str) -> None:
    for seed in range(600):
        found = parse(by_chance(seed, language)).check()
        assert len(found.said) >= 3
        for word in found.words:
            rest = parse(without(found.text, word))
            assert not rest.unknown, rest.text
            assert rest.said == {name: value for name, value in found.said.items() if name != word.factor}, rest.text


@pytest.mark.parametrize(
    ("sentence", "word", "rest"),
    [
        ("a sad green drop with horns", "horns", "a sad green drop"),
        ("a sad green drop with horns", "drop", "a sad green monster with horns"),
        ("a sad green drop with horns", "green", "a sad drop with horns"),
        ("a green orange", "green", "an orange"),
        ("an orange monster", "orange", "a monster"),
        ("a monster with ears and three eyes", "ears", "a monster with three eyes"),
        ("a monster that is sad and has ears", "sad", "a monster that has ears"),
        ("red, fluffy, horns", "fluffy", "red, horns"),
        ("red, horns", "red", "horns"),
        ("红色三只眼的方块怪物，头上长着角", "方块", "红色三只眼的怪物，头上长着角"),
        ("红色三只眼的方块怪物，头上长着角", "头上长着角", "红色三只眼的方块怪物"),
        ("一只开心的、有耳朵的怪物", "开心", "一只有耳朵的怪物"),
    ],
)
def test_it_still_reads_well(sentence: str, word: str, rest: str) -> None:
    assert without(sentence, next(each for each in parse(sentence).words if each.text == word)) == rest


def test_the_same_seed_says_the_same() -> None:
    assert by_chance(7, "en") == by_chance(7, "en")
    assert len({by_chance(seed, "zh") for seed in range(50)}) > 40
