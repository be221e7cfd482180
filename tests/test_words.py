"""What is said of a training is true for what it learns, and for how: no images where there are points, no judge without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from ganboard import cli
from ganboard.app.controls import OF_CLASSES, OF_JUDGES
from ganboard.app.wording import narrate
from ganboard.cli.display import Display
from ganboard.config import TrainConfig
from ganboard.i18n import render
from ganboard.presets import PRESETS
from ganboard.registry import Part
from ganboard.settings import chosen
from ganboard.snapshot import Snapshot

PLANE = {"dataset": "points", "architecture": "plane"}
CONFIGS = {
    "points by a GAN": TrainConfig(**PLANE),
    "points by a VAE": TrainConfig(**PLANE, method="vae"),
    "digits by a VAE": PRESETS["vae"].config(),
    "digits by a GAN": PRESETS["quick"].config(),
}
IMAGES = re.compile(r"\b(images?|pictures?)\b", re.IGNORECASE)
JUDGED = re.compile(r"\b(discriminator|critic|fakes?|[GD])\b", re.IGNORECASE)
SCORES = (0.01, 0.2, 0.5, 0.8, 0.99)


def said(config: TrainConfig) -> Iterator[str]:
    """All that form, charts and sentences say of a training."""
    method, medium = config.method, config.dataset.medium
    for name, (info, _) in chosen(TrainConfig, config.to_flat()).items():
        fits = config.dataset.classes or name not in OF_CLASSES
        if fits and (name not in OF_JUDGES or "judge" in method.abilities):
            yield f"{info.title}: {info.description}"
    for kind in type(method).model_fields:
        part = getattr(method, kind)
        if isinstance(part, Part):
            yield part.summary
    yield method.summary if method.name != "vae" else method.summary.replace("No judge", "")
    yield method.story.replace("{discriminator}", "judge" if method.name == "gan" else "discriminator")
    for measure in method.measures:
        yield f"{measure.title} {measure.alone}"
    for panel in method.panels:
        yield f"{panel.title}: {panel.description}"
    for step, real, fake in product((0, 1, 5000), SCORES, SCORES):
        measures = {
            "real_score": real,
            "fake_score": fake,
            "divergence": 10 * real,
            "real_logit": real,
            "fake_logit": fake,
        }
        yield render(narrate("running", step, measures, method))
    words = medium.words
    yield from (words.real, words.such, words.preview, words.seen, words.laid_out, words.made, words.rebuilt)


@pytest.mark.parametrize("name", [name for name in CONFIGS if "points" in name])
def test_nothing_is_said_of_images_where_points_are_learned(name: str) -> None:
    assert [text for text in said(CONFIGS[name]) if IMAGES.search(text)] == []


@pytest.mark.parametrize("name", [name for name in CONFIGS if "VAE" in name])
def test_nothing_is_said_of_a_judge_where_there_is_none(name: str) -> None:
    assert [text for text in said(CONFIGS[name]) if JUDGED.search(text)] == []


def test_where_there_are_images_they_are_called_so() -> None:
    medium = CONFIGS["digits by a GAN"].dataset.medium
    assert all(
        IMAGES.search(text) for text in (medium.words.real, medium.words.such, medium.words.seen, medium.words.made)
    )


def test_the_shell_counts_what_is_learned(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = np.zeros((0, 2), np.float32)
    with Display(CONFIGS["points by a VAE"].replace(steps=20)) as display:
        display.loading(0.5)
        for step in (10, 20):
            measures = dict.fromkeys(("loss", "reconstruction", "divergence", "elbo"), 0.0)
            display.measures(Snapshot(step, 1.0, step, nothing, None, measures))
    shown = capsys.readouterr().err
    assert "loading the data: 50%" in shown
    assert re.search(r"\d points/s", shown)
    assert not IMAGES.search(shown)


@pytest.mark.slow
def test_the_help_of_sample_speaks_of_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sample", "--help"]) == 0
    assert "Make samples with a trained generator: images, or points." in " ".join(capsys.readouterr().out.split())
