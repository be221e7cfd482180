"""Clips in the explorer: who is seen and how it moves are asked for apart."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import numpy as np
import pytest

from ganboard.app.exchange import pack
from ganboard.config import TrainConfig
from ganboard.creatures.factors import FACTORS
from ganboard.errors import ConfigError
from ganboard.evaluation.clips import ClipCounts, chosen, in_words, measured
from ganboard.export.clips import SUFFIXES, clips_file
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.studio import Studio
from ganboard.studio.moving import PART, PARTS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("as_written")]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    method = {"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4, "generator_learning_rate": 0.02}
    config = TrainConfig(dataset={"name": "clips", "count": 80}, method=method)
    run = Run.create(tmp_path_factory.mktemp("clips") / "clips", config, "clips")
    recording = Recording(run)
    recording.trainer.advance(8)
    recording.save()
    recording.close()
    return run


@pytest.fixture
def studio(run: Run) -> Studio:
    return Studio(run.path.parent)


def noise_of(head: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(head["z"]), "<f4")


@pytest.mark.trial
def test_opening_tells_the_frames_and_the_parts_of_the_noise(studio: Studio) -> None:
    head, _ = studio.answer("opened", "clips", None, {})
    assert (head["shape"], head["frames"], head["parts"]) == ([32, 32, 3], 8, ["who", "how"])


@pytest.mark.trial
def test_directions_of_a_part_leave_the_other_alone(studio: Studio, run: Run) -> None:
    size, motion = run.config().network_spec.latent_size, run.config().method.motion_size
    for kind, own, count in (("who", slice(0, size - motion), 8), ("how", slice(size - motion, size), motion)):
        head, _ = studio.answer("directions", "clips", None, {"kind": kind, "count": 8})
        assert head["total"] <= (size - motion if kind == "who" else motion)
        assert len(head["directions"]) <= count
        for direction in head["directions"]:
            vector = noise_of(direction)
            assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
            assert np.linalg.norm(vector[own]) == pytest.approx(1, abs=1e-5)


def test_one_creature_makes_every_motion_and_is_who_was_asked_for(studio: Studio, run: Run) -> None:
    who = {"colour": "purple", "eyes": "3"}
    head, clips = studio.answer("moves", "clips", None, {"seed": 7, "manner": 1, "who": who})
    assert clips is not None
    assert clips.shape == (4, 8, 32, 32, 3)
    assert (clips[:, 0] == clips[:1, 0]).all()
    assert {**head["who"], **who} == head["who"]
    noise = noise_of(head)
    values = {
        factor.name: factor.values[number] for factor, number in zip(FACTORS, chosen(noise[None])[0], strict=True)
    }
    assert values == head["who"]
    usual = latents(1, len(noise), 7)[0]
    motion = run.config().method.motion_size
    assert np.array_equal(np.sort(noise[:-motion]), np.sort(usual[:-motion]))  # numbers change places, none is new
    again, same = studio.answer("moves", "clips", None, {"seed": 7, "manner": 2, "who": who})
    assert np.array_equal(noise_of(again)[:-motion], noise[:-motion])
    assert not np.array_equal(noise_of(again)[-motion:], noise[-motion:])
    assert same is not None
    assert (same[:, 0] == clips[:, 0]).all()


def test_what_cannot_be_asked_is_said(studio: Studio) -> None:
    for asked, told in (
        ({"seed": -1}, "seed"),
        ({"who": {"wings": "2"}}, "colour, body"),
        ({"who": {"eyes": "4"}}, "1, 2, 3"),
    ):
        with pytest.raises(ConfigError, match=told):
            studio.answer("moves", "clips", None, {"seed": 0, "manner": 0, "who": {}, **asked})


def test_clips_travel_as_so_many_pictures() -> None:
    clips = np.zeros((3, 8, 4, 4, 3), np.uint8)
    data = pack({}, clips)
    length = struct.unpack("<I", data[:4])[0]
    head = json.loads(data[4 : 4 + length])["pictures"]
    assert (head["count"], head["frames"], head["height"]) == (24, 8, 4)
    assert len(data) == 4 + length + clips.size


def test_they_are_taken_away_as_films_and_frames(run: Run) -> None:
    beginnings = {"clips_gif": b"GIF8", "clips_webp": b"RIFF", "clips_frames": b"PK"}
    for form in SUFFIXES:
        assert clips_file(run, run.picture(8), form).startswith(beginnings[form])


@pytest.mark.trial
def test_how_good_they_are_is_told_beside_real_ones(studio: Studio, run: Run) -> None:
    sides = {"fakes": ClipCounts(), "unseen": ClipCounts()}
    for part in range(2):
        head, _ = studio.answer("clip_counts", "clips", 8, {"part": part})
        sides = {name: found + ClipCounts.from_dict(head[name]) for name, found in sides.items()}
    fakes, unseen = (each.numbers() for each in sides.values())
    assert (fakes, unseen) == measured(run.config(), run.load(8), 2 * PART)  # part by part, and all in one
    assert unseen.asked.value >= 0.99
    assert 0 <= fakes.asked.value <= 0.9
    assert "Who is seen in them cannot be told yet" in in_words(fakes, unseen)["template"]  # after eight steps
    for part in (-1, PARTS):
        with pytest.raises(ConfigError, match="part"):
            studio.answer("clip_counts", "clips", 8, {"part": part})
