"""The script of a training on clips comes to the same weights as we do."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.export.script import script
from tests.scripts import check_same_weights, picture


def check_clips(method: dict[str, Any], folder: Path) -> None:
    """Train on clips, from a file that is made as the script says; the picture has a row for each of the samples."""
    dataset = {"name": "clips", "count": 220, "seed": 4}
    settings = {
        "dataset": dataset,
        "method": {"name": "clips", "width": 4, "judge_width": 4, "batch_size": 4, **method},
    }
    command = re.findall(r"^    python -m (ganboard data .+)$", script(TrainConfig(**settings), 1), re.MULTILINE)
    with contextlib.chdir(folder):
        assert main(command[0].split()[1:]) == 0
    trainer = check_same_weights(settings, folder)
    assert len(trainer.data) == 200  # as many held out of each motion
    assert np.abs(picture(folder) - trainer.config.dataset.medium.sheet(trainer.samples(), 4)).max() <= 1


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_clips(tmp_path: Path) -> None:
    check_clips({"objective": "relativistic", "constraint": "spectral"}, tmp_path)


@pytest.mark.trial
@pytest.mark.slow
def test_so_does_that_of_clips_with_one_judge_alone(tmp_path: Path) -> None:
    method = {"penalty": {"name": "lecam"}, "frame_judge": False, "mismatch": 0.0, "decay_steps": 0}
    check_clips(method, tmp_path)
