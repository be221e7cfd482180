"""Directions of a real generator, page by page, and what is said of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import ConfigError, GANBoardError
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.studio import Studio
from ganboard.studio.points import text_of, vector


def ask(studio: Studio, name: str, source: str = "small", **arguments: Any) -> dict[str, Any]:
    return studio.answer(name, source, None, arguments)[0]


@pytest.mark.parametrize("kind", ["raw", "pca", "sefa"])
def test_every_kind_has_pages_of_unit_vectors(studio: Studio, kind: str) -> None:
    first = ask(studio, "directions", kind=kind, start=0, count=5)
    rest = ask(studio, "directions", kind=kind, start=5, count=5)
    assert (first["total"], len(first["directions"]), len(rest["directions"])) == (8, 5, 3)
    assert [row["index"] for row in first["directions"] + rest["directions"]] == list(range(8))
    for row in first["directions"] + rest["directions"]:
        assert np.linalg.norm(vector(row["z"], 8)) == pytest.approx(1, abs=1e-5)


def test_consistency_lies_between_minus_one_and_one_and_is_one_alone_for_itself(studio: Studio) -> None:
    rows = ask(studio, "directions", kind="sefa", start=0, count=4)["directions"]
    point = {"z": text_of(latents(1, 8, 0)[0]), "classes": 3, "psi": 1.0}
    values = ask(studio, "consistency", directions=[row["z"] for row in rows], point=point)["consistency"]
    assert len(values) == 4
    assert all(-1 <= value <= 1 for value in values)
    again = ask(studio, "consistency", directions=[rows[2]["z"]], point=point)["consistency"]
    assert again == [pytest.approx(values[2], abs=2e-3)]


def test_nonsense_is_refused(studio: Studio) -> None:
    with pytest.raises(ConfigError, match="one of who, how, pca"):
        ask(studio, "directions", kind="banana")
    with pytest.raises(ConfigError):
        ask(studio, "directions", kind="raw", start=-1)
    with pytest.raises(GANBoardError, match="choose it above the picture"):
        ask(studio, "directions", kind="labels")


@pytest.mark.trial
@pytest.mark.slow
def test_labels_give_directions_where_the_generator_is_not_told_the_class(tmp_path: Path) -> None:
    config = TrainConfig(architecture={"name": "lean", "width": 8}, latent_size=8)
    recording = Recording(Run.create(tmp_path / "free", config, "free"))
    recording.trainer.advance(500)
    recording.save()
    recording.close()
    found = ask(Studio(tmp_path), "directions", "free", kind="labels", start=0, count=32)
    assert found["total"] >= 1
    best = max(float(row["detail"]["values"]["value"]) for row in found["directions"])
    assert best > 0.5  # chance gives about nothing: the separation is measured on other samples


def test_data_are_the_runs_own(root: Path) -> None:
    scene = Studio(root).scene("small", None)
    assert isinstance(scene.data(), Data)
    assert scene.data().samples.shape[1:] == (28, 28, 1)
