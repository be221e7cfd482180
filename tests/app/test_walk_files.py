"""Walks as files: what Pillow reads back, and what is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

from ganboard import figures
from ganboard.app import walk_files
from ganboard.app.connection import engine
from ganboard.app.walk_files import LONGEST, MAKING, gif, png_zip, strip_png, webp
from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio.points import text_of

FRAMES = np.random.default_rng(0).integers(0, 256, (7, 20, 28, 1), np.uint8)
COLOURS = (
    np.random.default_rng(1).integers(0, 4, (7, 64, 64, 3), np.uint8) * 85
)  # 64 colours: within what a GIF can have
CUTS = 9
"""28 goes nine times into 256."""


def opened(data: bytes) -> Any:
    return Image.open(io.BytesIO(data))


def frames_of(data: bytes) -> tuple[np.ndarray, list[int]]:
    """All frames of an animation in colour, and their milliseconds."""
    animation, frames, durations = opened(data), [], []
    for number in range(animation.n_frames):
        animation.seek(number)
        frames.append(np.asarray(animation.convert("RGB")))
        durations.append(animation.info["duration"])
    return np.stack(frames), durations


def enlarged(frames: np.ndarray, factor: int) -> np.ndarray:
    colours = frames.repeat(3, axis=3) if frames.shape[3] == 1 else frames
    return colours.repeat(factor, axis=1).repeat(factor, axis=2)


@pytest.mark.trial
@pytest.mark.slow
def test_a_walk_of_points_is_drawn_over_the_real_ones(client: TestClient) -> None:
    run = Run.create(engine().root / "moons", preset("points").config(**{"dataset.kind": "moons"}), "points")
    recording = Recording(run)
    recording.save()
    recording.close()
    points = [{"z": text_of(np.array(latent, np.float32)), "psi": 1} for latent in ((-2, 0), (2, 0))]
    walk = {"source": "moons", "step": None, "points": points, "leg": 3}
    saved = client.post("/ganboard/walk/zip", json=walk)
    assert saved.status_code == 200, saved.text
    with zipfile.ZipFile(io.BytesIO(saved.content)) as archive:
        frames = [
            np.asarray(opened(archive.read(name)).convert("RGB")).astype(int) for name in sorted(archive.namelist())
        ]
    assert len(frames) == 4
    fake = [np.abs(frame - (213, 94, 0)).sum(axis=2) < 30 for frame in frames]
    assert all(30 < each.sum() < 300 for each in fake)  # one dot
    assert (fake[0] != fake[3]).any()
    assert (np.abs(frames[0] - (0, 114, 178)).sum(axis=2) < 30).sum() > 300  # and the real ones


@pytest.mark.parametrize("make", [gif, webp])
@pytest.mark.parametrize(("frames", "factor"), [(FRAMES, CUTS), (COLOURS, 4)], ids=["grey", "colour"])
def test_an_animation_has_every_frame_crisp_and_lasts_as_long_as_the_walk(
    make: Any, frames: np.ndarray, factor: int
) -> None:
    data = make(frames)
    read, durations = frames_of(data)
    np.testing.assert_array_equal(read, enlarged(frames, factor))
    assert durations == [30, 30, 40, 30, 30, 40, 30] if make is gif else [33, 33, 34, 33, 33, 34, 33]
    assert opened(data).info["loop"] == 0


def test_frames_that_are_alike_do_not_shorten_a_gif() -> None:
    _, durations = frames_of(gif(FRAMES[[0, 0, 0, 1]]))
    assert sum(durations) == 130


def test_the_zip_holds_the_frames_in_order() -> None:
    with zipfile.ZipFile(io.BytesIO(png_zip(FRAMES))) as archive:
        names = archive.namelist()
        pictures = [figures.read_png(archive.read(name)) for name in names]
    assert names == [f"frame_{number:04d}.png" for number in range(1, 8)]
    np.testing.assert_array_equal(np.stack(pictures), FRAMES.repeat(CUTS, axis=1).repeat(CUTS, axis=2))


def test_the_filmstrip_is_fit_for_print() -> None:
    strip = opened(strip_png(COLOURS))
    assert strip.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    factor, gap = 3, 9
    assert strip.size == (7 * 64 * factor + 6 * gap, 64 * factor)
    sheet = np.asarray(strip)
    np.testing.assert_array_equal(sheet[:, : 64 * factor], enlarged(COLOURS[:1], factor)[0])
    assert (sheet[:, 64 * factor : 64 * factor + gap] == 255).all()


def test_a_long_walk_is_enlarged_less_so_that_the_file_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk_files, "MOST_PIXELS", 7 * 20 * 28 * 4)
    assert opened(webp(FRAMES)).size == (56, 40)


def asked(client: TestClient, **changes: Any) -> dict[str, Any]:
    """A walk through three pictures of the shipped generator, 40 frames each: two questions to the engine."""
    head, _ = engine().explore("seeded", "shipped", None, {"seed": 1, "count": 3})
    points = [{"z": z, "classes": label, "psi": 1, "off": {}} for label, z in enumerate(head["z"])]
    return {"source": "shipped", "step": None, "points": points, "loop": True, "leg": 40, **changes}


@pytest.mark.trial
@pytest.mark.slow
def test_a_walk_is_saved_frame_by_frame(client: TestClient) -> None:
    walk = asked(client)
    answer = client.post("/ganboard/walk/webp", json=walk)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert "attachment" in answer.headers["content-disposition"]
    read, durations = frames_of(answer.content)
    assert len(read) == 120
    assert sum(durations) == 4000
    shown = engine().explore("frames", "shipped", None, {"points": walk["points"]})[1]
    assert shown is not None
    np.testing.assert_allclose(read[[0, 40, 80], ::CUTS, ::CUTS, 0].astype(int), shown[:, :, :, 0].astype(int), atol=1)


@pytest.mark.trial
@pytest.mark.slow
def test_every_form_is_made_of_the_walk(client: TestClient) -> None:
    walk = asked(client, leg=5, loop=False)
    saved = {form: client.post(f"/ganboard/walk/{form}", json=walk).content for form in ("gif", "zip", "png")}
    assert sum(frames_of(saved["gif"])[1]) == 360  # 11 frames: three times 100 ms, and two of 30
    with zipfile.ZipFile(io.BytesIO(saved["zip"])) as archive:
        assert len(archive.namelist()) == 11
    width, height = opened(saved["png"]).size
    assert width > 9 * height


WRONG: dict[str, tuple[dict[str, Any], int]] = {
    "one picture": ({"points": [{"z": text_of(np.zeros(32)), "classes": 1}]}, 400),
    "no points": ({"points": [1, 2, 3]}, 422),
    "of another generator": ({"points": [{"z": text_of(np.zeros(5)), "classes": 1}] * 2}, 422),
    "a list for nothing": ({"points": None}, 400),
    "an odd step": ({"step": "last"}, 400),
    "an odd leg": ({"leg": "long"}, 400),
    "too slow": ({"leg": 100_000}, 422),
    "an unknown kind": ({"kind": "round"}, 422),
    "no such run": ({"source": "../../etc"}, 404),
}


@pytest.mark.parametrize(("changes", "status"), WRONG.values(), ids=WRONG)
def test_nonsense_gets_a_sentence(client: TestClient, changes: dict[str, Any], status: int) -> None:
    answer = client.post("/ganboard/walk/gif", json=asked(client, **changes))
    assert answer.status_code == status
    sentence = answer.json()["error"]
    assert len(sentence.split()) > 4
    assert "{" not in sentence


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[1]", b"[" * 100_000, b" " * (LONGEST + 1)])
def test_a_body_that_is_no_walk_gets_a_sentence(client: TestClient, body: bytes) -> None:
    answer = client.post("/ganboard/walk/gif", content=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": "The page sent a walk that cannot be understood. Reload it."}


def test_an_unknown_form_is_refused(client: TestClient) -> None:
    answer = client.post("/ganboard/walk/mp4", json={})
    assert answer.status_code == 400
    assert answer.json()["error"] == "A walk can be saved as gif, webp, zip, png, but not as mp4."


def test_pages_of_others_are_refused(client: TestClient) -> None:
    answer = client.post("/ganboard/walk/gif", json={}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403


def test_too_many_at_once_are_told_to_wait_and_then_served(client: TestClient) -> None:
    walk = asked(client, leg=2)
    held = 0
    while MAKING.acquire(blocking=False):
        held += 1
    try:
        answer = client.post("/ganboard/walk/png", json=walk)
    finally:
        MAKING.release(held)
    assert answer.status_code == 429
    assert "Try again" in answer.json()["error"]
    assert client.post("/ganboard/walk/png", json=walk).status_code == 200


def test_more_than_a_file_may_hold_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk_files, "MOST_PIXELS", 28 * 28 * 119)
    answer = client.post("/ganboard/walk/zip", json=asked(client))
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("This walk has 120 frames of 28×28 pixels, too many for one file.")
