"""What D believes of the shown picture, how that stands, and what G's units do for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.errors import ConfigError, DatasetError
from ganboard.explain import logits, saliency, score
from ganboard.studio import Studio
from ganboard.studio.base import Scene
from ganboard.studio.inside import BINS, COMPARED, SHOWN, SLICE, STRONGEST
from ganboard.studio.points import text_of

LATENT = np.random.default_rng(5).standard_normal(8).astype(np.float32)
CLASSES = [0.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.7, 0.2, 0.0, 0.0]


def point(**changes: Any) -> dict[str, Any]:
    return {"z": text_of(LATENT), "classes": CLASSES, "psi": 1, "off": {}, **changes}


def ask(studio: Studio, question: str, **arguments: Any) -> tuple[dict[str, Any], np.ndarray]:
    head, pictures = studio.answer(question, "small", 4, arguments)
    return head, np.zeros(0) if pictures is None else pictures


def crowd(studio: Studio, logit: float) -> dict[str, Any]:
    """The comparison when it is ready, and how many answers that took."""
    for asked in range(1, 20):
        head, _ = ask(studio, "compared", logit=logit)
        if head["ready"] == 1:
            return {**head, "asked": asked}
        assert head["real"] is None
        assert head["fake"] is None
    pytest.fail("the comparison never was ready")


def test_the_judgement_is_that_of_the_shown_picture_as_its_main_class(studio: Studio) -> None:
    head, pictures = ask(studio, "judged", point=point())
    _, shown = ask(studio, "frames", points=[point()])
    judge = studio.scene("small", 4).renderer.discriminator
    assert (pictures[0] == shown[0]).all()
    assert head["label"] == 6
    assert head["score"] == pytest.approx(float(score(judge, shown, np.array([6], np.int32))[0]))
    assert head["score"] == pytest.approx(1 / (1 + np.exp(-head["logit"])), abs=1e-5)


@pytest.mark.slow
def test_the_maps_are_the_saliency_from_black_to_white(studio: Studio) -> None:
    _, pictures = ask(studio, "judged", point=point())
    judge = studio.scene("small", 4).renderer.discriminator
    strength = saliency(judge, pictures[0], 6)
    assert pictures.shape == (4, 28, 28, 1)
    assert np.abs(pictures[1, ..., 0] / 255 - strength / strength.max()).max() < 0.01
    real, fake = pictures[2:, ..., 0].astype(int)
    assert max(real.max(), fake.max()) == 255
    assert not (np.minimum(real, fake) > 0).any()  # no pixel speaks for both
    _, smooth = ask(studio, "judged", point=point(), smooth=True)
    assert (smooth[1] != pictures[1]).any()


def test_switched_off_units_are_off_for_the_judge(studio: Studio) -> None:
    before, _ = ask(studio, "judged", point=point())
    block, count = list(studio.scene("small", 4).renderer.blocks.items())[-1]
    dark = point(off={block: list(range(count))})
    after, pictures = ask(studio, "judged", point=dark)
    elsewhere = text_of(LATENT[::-1].copy())
    assert (pictures[0] == ask(studio, "frames", points=[{**dark, "z": elsewhere}])[1][0]).all()  # nothing gets past it
    assert after["logit"] != before["logit"]
    assert ask(studio, "judged", point=point())[0] == before


def test_a_score_is_compared_slice_by_slice_with_real_images_and_fakes(studio: Studio) -> None:
    found = crowd(studio, 0.0)
    assert found["asked"] == 2 * COMPARED / SLICE
    for kind in ("real", "fake"):
        assert len(found[kind]["histogram"]) == BINS
        assert sum(found[kind]["histogram"]) == pytest.approx(1, abs=0.01)
    assert [crowd(studio, -1e6)[kind]["below"] for kind in ("real", "fake")] == [0, 0]
    assert [crowd(studio, 1e6)[kind]["below"] for kind in ("real", "fake")] == [1, 1]


def test_the_real_ones_are_real_images_with_their_labels(studio: Studio) -> None:
    crowd(studio, 0.0)
    scene = studio.scene("small", 4)
    data = scene.data()
    every = logits(scene.renderer.discriminator, data.samples, data.labels)
    known = scene.known["crowd"].real
    assert np.isclose(known[:, None], every, atol=1e-5).any(axis=1).all()
    assert len(known) == COMPARED
    middle = float(np.median(known))
    assert crowd(studio, middle)["real"]["below"] == pytest.approx(0.5, abs=0.01)


def test_without_real_images_the_fakes_remain(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: Scene) -> None:
        raise DatasetError("The images are gone.")

    monkeypatch.setattr(Scene, "data", gone)
    found = crowd(studio, 1e6)
    assert found["real"] is None
    assert found["fake"]["below"] == 1
    assert found["missing"]["template"] == "The images are gone."


def test_units_come_by_activity_and_are_scaled_together(studio: Studio) -> None:
    renderer = studio.scene("small", 4).renderer
    block = next(iter(renderer.blocks))
    head, pictures = ask(studio, "units", point=point(), block=block)
    maps = renderer.maps(block, LATENT, np.array(CLASSES, np.float32))
    assert head["total"] == renderer.blocks[block] == len(maps)
    assert head["size"] == list(maps.shape[1:])
    assert head["activity"] == sorted(head["activity"], reverse=True)
    assert sorted(head["units"]) == list(range(head["total"]))
    expected = np.abs(maps)[head["units"]] / np.abs(maps).max()
    assert np.abs(pictures[..., 0] / 255 - expected).max() < 0.01
    assert head["strongest"] == head["units"][:STRONGEST]


def test_units_come_in_pages(studio: Studio) -> None:
    block = next(iter(studio.scene("small", 4).renderer.blocks))
    first, _ = ask(studio, "units", point=point(), block=block, order="number", start=0, count=5)
    second, pictures = ask(studio, "units", point=point(), block=block, order="number", start=5, count=5)
    assert first["units"] + second["units"] == list(range(10))
    assert len(pictures) == 5
    beyond, none = ask(studio, "units", point=point(), block=block, start=10**6)
    assert beyond["units"] == []
    assert not len(none)


def test_the_strongest_are_those_that_are_still_on(studio: Studio) -> None:
    block = next(iter(studio.scene("small", 4).renderer.blocks))
    first, _ = ask(studio, "units", point=point(), block=block)
    again, _ = ask(studio, "units", point=point(off={block: first["strongest"]}), block=block)
    assert not set(first["strongest"]) & set(again["strongest"])
    assert again["units"] == first["units"]  # a unit's own switch does not change its place


@pytest.mark.parametrize("wrong", [{"block": "no_such"}, {"order": "colour"}, {"count": SHOWN + 1}, {"start": -1}])
def test_units_that_are_not_there_are_refused(studio: Studio, wrong: dict[str, Any]) -> None:
    block = next(iter(studio.scene("small", 4).renderer.blocks))
    with pytest.raises(ConfigError):
        ask(studio, "units", **{"point": point(), "block": block, **wrong})


def test_the_shipped_judge_takes_real_digits_for_real_rather_than_grey(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    scene = studio.scene("shipped", None)
    data = scene.data()
    grey = np.full((1, 28, 28, 1), 128, np.uint8)
    judge = scene.renderer.discriminator
    real = logits(judge, data.samples[::50], data.labels[::50])
    assert np.median(real) > logits(judge, grey, np.array([3], np.int32))[0]
