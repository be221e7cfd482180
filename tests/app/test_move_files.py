"""A creature as a file: what Pillow reads back is what the page shows, and what is refused has a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

from ganboard import figures
from ganboard.app.connection import engine
from ganboard.app.move_files import told
from ganboard.media.clip import MILLISECONDS

SOURCE = "shipped-clips"
ASKED = {"seed": 3, "manner": 4, "who": "colour*green"}
TIMES = 8
"""Two clips and a gap, 66 pixels, are enlarged so often."""


def frames_of(data: bytes) -> np.ndarray:
    """All frames of a film in colour, each of which stays as long as on the page."""
    film: Any = Image.open(io.BytesIO(data))
    frames = []
    for number in range(film.n_frames):
        film.seek(number)
        frames.append(np.asarray(film.convert("RGB")))
        assert film.info["duration"] == MILLISECONDS
    assert film.info["loop"] == 0
    return np.stack(frames)


@pytest.mark.trial
@pytest.mark.slow
def test_every_form_holds_all_that_the_creature_does(client: TestClient) -> None:
    answers = {
        form: client.post(f"/ganboard/moves/{SOURCE}/{form}", params=ASKED)
        for form in ("clips_gif", "clips_webp", "clips_frames")
    }
    assert {answer.status_code for answer in answers.values()} == {200}, [
        answer.text[:200] for answer in answers.values()
    ]
    names = [answer.headers["content-disposition"].split('"')[1] for answer in answers.values()]
    assert names == ["creature-3.gif", "creature-3.webp", "creature-3.zip"]
    head, clips = engine().explore("moves", SOURCE, None, {"seed": 3, "manner": 4, "who": {"colour": "green"}})
    assert head["who"]["colour"] == "green"
    assert clips is not None
    shown = np.stack([figures.enlarge(figures.grid(clips[:, frame], 2), TIMES) for frame in range(8)])
    np.testing.assert_array_equal(frames_of(answers["clips_webp"].content), shown)
    coarse = frames_of(answers["clips_gif"].content).astype(int)
    assert coarse.shape == shown.shape
    assert np.abs(coarse - shown).mean() < 8  # of 256 colours a frame
    with zipfile.ZipFile(io.BytesIO(answers["clips_frames"].content)) as archive:
        each = [np.asarray(Image.open(io.BytesIO(archive.read(name)))) for name in sorted(archive.namelist())]
    np.testing.assert_array_equal(np.stack(each), shown)


@pytest.mark.slow
def test_one_motion_alone_is_a_file_of_its_own(client: TestClient) -> None:
    answer = client.post(f"/ganboard/moves/{SOURCE}/clips_webp", params=ASKED | {"motion": 2})
    assert answer.status_code == 200, answer.text[:200]
    assert answer.headers["content-disposition"].split('"')[1] == "creature-3-wave.webp"
    _head, clips = engine().explore("moves", SOURCE, None, {"seed": 3, "manner": 4, "who": {"colour": "green"}})
    assert clips is not None
    np.testing.assert_array_equal(
        frames_of(answer.content), np.stack([figures.enlarge(frame, 2 * TIMES) for frame in clips[2]])
    )


WRONG = {
    "no seed": (SOURCE, "clips_gif", {"manner": 1}),
    "an odd manner": (SOURCE, "clips_gif", {"seed": 1, "manner": "wild"}),
    "a motion that is none": (SOURCE, "clips_gif", {"seed": 1, "manner": 1, "motion": 4}),
    "a step that is none": (SOURCE, "clips_gif", {"seed": 1, "manner": 1, "step": "last"}),
    "an unknown form": (SOURCE, "mp4", {"seed": 1, "manner": 1}),
    "no such run": ("nobody", "clips_gif", {"seed": 1, "manner": 1}),
    "what makes no clips": ("shipped", "clips_gif", {"seed": 1, "manner": 1}),
}


@pytest.mark.slow
@pytest.mark.parametrize(("source", "form", "asked"), WRONG.values(), ids=WRONG)
def test_nonsense_gets_a_sentence(client: TestClient, source: str, form: str, asked: dict[str, Any]) -> None:
    answer = client.post(f"/ganboard/moves/{source}/{form}", params=asked)
    assert answer.status_code == 400
    sentence = answer.json()["error"]
    assert len(sentence.split()) > 4
    assert "{" not in sentence


def test_pages_of_others_are_refused(client: TestClient) -> None:
    answer = client.post(
        f"/ganboard/moves/{SOURCE}/clips_gif", params=ASKED, headers={"origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 400
    assert answer.json() == {"error": "This page may not take files from here. Open GANBoard itself."}


def test_of_who_is_meant_only_what_there_is_counts() -> None:
    assert told("colour*green*hat*large*eyes*nine*mouth") == {"colour": "green"}
    assert told(None) == told("") == {}
