"""Every caption that is written is understood; so is what people type; what is not understood is said."""

import numpy as np
import pytest

from ganboard.creatures import lexicon
from ganboard.creatures.captions import LANGUAGES, caption, captions
from ganboard.creatures.factors import FACTORS, NAMES, kinds
from ganboard.creatures.parsing import parse
from ganboard.creatures.traits import creatures
from ganboard.errors import CaptionError


def _values(factors: np.ndarray) -> dict[str, str]:
    return {factor.name: factor.values[number] for factor, number in zip(FACTORS, factors, strict=True)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_caption_of_every_kind_is_understood(language: str) -> None:
    texts = set()
    for seed in range(4):
        for number, factors in enumerate(kinds()):
            text = caption(factors, 1000 * seed + number, language)
            found = parse(text).check()
            assert found.said == _values(factors), text
            texts.add(text)
    assert len(texts) > 2500  # hardly two are alike


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caption_names_only_what_it_is_asked_to(language: str) -> None:
    for number, factors in enumerate(kinds()[::7]):
        only = [name for place, name in enumerate(NAMES) if (number + 1) >> place & 1]
        found = parse(caption(factors, number, language, only))
        assert found.said == {name: value for name, value in _values(factors).items() if name in only}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_creature_has_the_same_caption_wherever_it_is(language: str) -> None:
    many = creatures(30, seed=9)
    assert captions(many[10:20], language) == captions(many, language)[10:20]


@pytest.mark.parametrize("words", [lexicon.ENGLISH, lexicon.CHINESE], ids=LANGUAGES)
def test_every_phrase_says_what_it_stands_for(words: dict[str, dict[str, lexicon.Forms]]) -> None:
    assert {name: tuple(values) for name, values in words.items()} == {f.name: f.values for f in FACTORS}
    for factor, values in words.items():
        for value, forms in values.items():
            for phrase in forms.understood:
                assert parse(phrase).check().said == {factor: value}, phrase


UNDERSTOOD = {
    "a sad green drop with horns": {"colour": "green", "body": "drop", "mouth": "frown", "top": "horns"},
    "三只眼的红色方块怪物": {"colour": "red", "body": "square", "eyes": "3"},
    "A 3-eyed RED monster!!": {"colour": "red", "eyes": "3"},
    "Ｒｅｄ，３ ｅｙｅｓ": {"colour": "red", "eyes": "3"},
    "cyclops with bunny ears": {"eyes": "1", "top": "ears"},
    "happy purple boxes": {"colour": "purple", "body": "square", "mouth": "smile"},
    "it’s smiling": {"mouth": "smile"},
    "one red monster with two horns": {"colour": "red", "top": "horns"},
    "a red monster. It has one eye, and an antenna.": {"colour": "red", "eyes": "1", "top": "antenna"},
    "no horns": {"top": "none"},
    "without any horns or ears": {"top": "none"},
    "no horns, no ears and three eyes": {"top": "none", "eyes": "3"},
    "no horns but ears": {"top": "ears"},
    "without anything on its head": {"top": "none"},
    "red red RED": {"colour": "red"},
    "一只没有角的红怪物": {"colour": "red", "top": "none"},
    "请画一只独眼的、不开心的圆球": {"eyes": "1", "body": "round", "mouth": "frown"},
    "绿色怪物，长着一对触角，三只眼睛": {"colour": "green", "top": "antenna", "eyes": "3"},
    "3只眼睛的橘黄色水滴": {"colour": "orange", "body": "drop", "eyes": "3"},
    "the monster's red": {"colour": "red"},
    "a cute little red monster with pointy ears": {"colour": "red", "top": "ears"},
    "三隻眼睛的紅色圓形怪物，沒有角": {"colour": "red", "body": "round", "eyes": "3", "top": "none"},
    "两只圆圆的眼睛": {"eyes": "2"},
    "一只 blue 的 monster": {"colour": "blue"},
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_people_type_is_understood(text: str) -> None:
    assert parse(text).check().said == UNDERSTOOD[text]


UNKNOWN = {
    "a pink monster with wings": ["pink", "wings"],
    "two big eyes": ["big"],
    "four eyes": ["four eyes"],
    "with three horns": ["three"],
    "not red": ["not red"],
    "no eyes": ["no eyes"],
    "red monster without": ["without"],
    "🐲 red": ["🐲"],
    "三角形的怪物": ["三角形"],
    "四只眼睛的红色怪物": ["四只眼睛"],
    "粉红色": ["粉红色"],
    "no hair": ["no hair"],
    "красный monster": ["красный"],
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_understood_is_found_where_it_stands(text: str) -> None:
    found = parse(text)
    assert [word.text for word in found.unknown] == UNKNOWN[text]
    assert all(text[word.start : word.end] == word.text for word in found.words)
    with pytest.raises(CaptionError, match="Not understood"):
        found.check()


def test_what_is_known_beside_it_still_counts() -> None:
    assert parse("two big green eyes, pink nose").said == {"colour": "green", "eyes": "2"}
    assert parse("四只眼睛的红色怪物").said == {"colour": "red"}


def test_full_width_letters_keep_their_places() -> None:
    text = "ﬁsh Ｒｅｄ"  # a ligature that becomes two letters, and full width
    words = parse(text).words
    assert [(word.text, word.value) for word in words] == [("ﬁsh", None), ("Ｒｅｄ", "red")]


@pytest.mark.parametrize(
    ("text", "factor", "values"),
    [
        ("red blue", "colour", {"red", "blue"}),
        ("smiling and sad", "mouth", {"smile", "frown"}),
        ("cyclops with two eyes", "eyes", {"1", "2"}),
        ("horns, but no horns", "top", {"horns", "none"}),
        ("horns and ears", "top", {"horns", "ears"}),
        ("红色的蓝色怪物", "colour", {"red", "blue"}),
    ],
)
def test_contradictions_are_found(text: str, factor: str, values: set[str]) -> None:
    found = parse(text)
    assert {word.value for word in found.conflicts[factor]} == values
    assert factor not in found.said
    with pytest.raises(CaptionError, match="contradict"):
        found.check()


@pytest.mark.parametrize("text", ["", "   ", "!?…", "a monster", "一只怪物", "\n\t", "the"])
def test_a_caption_that_says_nothing_is_a_sentence(text: str) -> None:
    found = parse(text)
    assert (found.words, found.said) == ((), {})
    with pytest.raises(CaptionError, match="says nothing"):
        found.check()


def test_any_text_is_read_without_a_stumble() -> None:
    chance = np.random.default_rng(0)
    pieces = [
        "red",
        "眼",
        "three",
        " ",
        "no",
        "没有",
        "-",
        "’",
        "ﬁ",
        "🐲",
        "İ",
        "\x00",
        "角",
        "eyes",
        "and",
        "，",
        "'",
        "ß",
        "한",
        "1",
    ]
    for _ in range(3000):
        text = "".join(chance.choice(pieces, chance.integers(0, 9)))
        found = parse(text)
        assert all(text[word.start : word.end] == word.text for word in found.words)
        ends = [word.end for word in found.words]
        assert all(end <= word.start for end, word in zip(ends, found.words[1:], strict=False))
