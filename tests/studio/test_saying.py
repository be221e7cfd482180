"""A sentence put to a generator: pictures, what is seen in them, and how often that is as asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS, kinds, never_shown
from ganboard.errors import ConfigError
from ganboard.methods.words import Words
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Studio
from ganboard.studio import saying as module

CONFIG = TrainConfig(
    dataset={"name": "creatures", "size": 28, "count": 240},
    method={
        "name": Words.name,
        "architecture": {"name": "lean", "width": 8},
        "conditional": True,
        "batch_size": 4,
        "latent_size": 6,
    },
)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """A studio over a run of words with one checkpoint."""
    root = tmp_path_factory.mktemp("saying")
    recording = Recording(Run.create(root / "words", CONFIG, "words"))
    recording.save()
    recording.close()
    return Studio(root)


@pytest.mark.slow
def test_pictures_of_a_sentence_and_what_is_seen_in_them(words: Studio) -> None:
    head, pictures = words.answer("say", "words", None, {"sentence": "a sad red monster with three eyes", "seed": 4})
    assert pictures is not None
    assert (pictures.shape, pictures.dtype) == ((8, 28, 28, 3), np.uint8)
    assert head["said"] == {"mouth": "frown", "colour": "red", "eyes": "3"}
    assert head["problem"] is None
    assert all(each["colour"] == "red" and each["eyes"] == "3" and each["mouth"] == "frown" for each in head["asked"])
    assert len({each["top"] for each in head["asked"]}) > 1
    assert head["never_shown"] == [True] * 8  # red ones with three eyes are held out
    for name in head["said"]:
        right = sum(seen[name] == wanted[name] for seen, wanted in zip(head["seen"], head["asked"], strict=True))
        assert head["obeyed"][name] == right
    points = [{"z": z, "classes": kind} for z, kind in zip(head["z"], head["kinds"], strict=True)]
    explored = words.answer("frames", "words", None, {"points": points})[1]
    assert explored is not None
    assert np.abs(explored.astype(int) - pictures).max() <= 1  # the same on the Explore page
    again, same = words.answer("say", "words", None, {"sentence": "a sad red monster with three eyes", "seed": 4})
    assert again == head
    assert np.array_equal(same, pictures)
    _, other = words.answer("say", "words", None, {"sentence": "a sad red monster with three eyes", "seed": 5})
    assert not np.array_equal(other, pictures)


@pytest.mark.slow
def test_what_is_seen_is_what_the_judge_sees(words: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the pictures real ones of the kinds that were asked for, all would be obeyed."""
    from ganboard.creatures.painting import pictures
    from ganboard.creatures.traits import creatures

    def real(_scene: object, noise: np.ndarray, labels: np.ndarray) -> np.ndarray:
        return pictures(creatures(len(noise), seed=1, factors=kinds()[labels]), 28)

    monkeypatch.setattr(module, "_made", real)
    head, _ = words.answer("say", "words", None, {"sentence": "紫色的水滴", "seed": 0, "count": 30})
    assert head["obeyed"] == {"colour": 30, "body": 30, "all": 30}
    head = measured(words)
    assert head["shown"]["value"] > 0.99
    assert head["never_shown"]["value"] > 0.99


@pytest.mark.parametrize(
    ("sentence", "problem", "made"),
    [
        ("", "Say what you want to see", False),
        ("a fluffy red one", "Not understood", True),
        ("a dragon", "Not understood", False),
        ("red blue", "contradict", False),
        ("a monster", "Say what you want to see", False),
    ],
)
def test_what_is_not_understood_is_said(words: Studio, sentence: str, problem: str, made: bool) -> None:
    head, pictures = words.answer("say", "words", None, {"sentence": sentence, "seed": 0})
    assert problem in head["problem"]["template"]
    assert (pictures is not None) == made == bool(head["asked"])


def test_every_word_comes_with_its_place_and_the_sentence_without_it(words: Studio) -> None:
    head, _ = words.answer("say", "words", None, {"sentence": "a fluffy red box", "seed": 0})
    assert [(each["text"], each["factor"], each["value"]) for each in head["words"]] == [
        ("fluffy", None, None),
        ("red", "colour", "red"),
        ("box", "body", "square"),
    ]
    assert head["words"][0]["rest"] == "a red box"
    assert "a fluffy red box"[head["words"][1]["start"] : head["words"][1]["end"]] == "red"


@pytest.mark.parametrize(
    "asked", [{"seed": -1}, {"seed": 2**31}, {"count": 0}, {"count": 65}, {"sentence": "red " * 200}], ids=str
)
def test_what_is_out_of_range_is_a_sentence(words: Studio, asked: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="expected"):
        words.answer("say", "words", None, {"sentence": "red", "seed": 0, **asked})


def test_other_trainings_say_that_they_are_told_no_words(studio: Studio) -> None:
    for question, asked in (("say", {"sentence": "red", "seed": 0}), ("obedience", {})):
        with pytest.raises(ConfigError, match="a training that is told words"):
            studio.answer(question, "small", None, asked)


def measured(studio: Studio) -> dict:
    progress = -1.0
    while True:
        head, _ = studio.answer("obedience", "words", None, {})
        if head["done"]:
            return head
        assert progress < head["progress"] < 1
        progress = head["progress"]


@pytest.mark.slow
def test_obedience_is_measured_in_slices_shown_and_never_shown_apart(root: Path, words: Studio) -> None:
    fresh = Studio(words.root)
    head = measured(fresh)
    hidden = int(never_shown(kinds()).sum())
    assert (head["shown"]["count"], head["never_shown"]["count"]) == (3 * (648 - hidden), 3 * hidden)
    for part in (head["shown"], head["never_shown"]):
        assert part["low"] <= part["value"] <= part["high"]
        assert part["value"] == part["right"] / part["count"]
    assert measured(fresh) == head  # kept


@pytest.mark.parametrize("language", ["en", "zh", "xx"])
def test_a_surprise_is_a_sentence_that_is_understood(words: Studio, language: str) -> None:
    head, _ = words.answer("surprise", "words", None, {"seed": 3, "language": language})
    said, _ = words.answer("say", "words", None, {"sentence": head["sentence"], "seed": 0})
    assert said["problem"] is None
    assert head["sentence"].isascii() == (language != "zh")
    assert set(said["said"]) <= {factor.name for factor in FACTORS}
