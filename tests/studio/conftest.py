"""A studio over one small conditional run with three checkpoints."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Studio

CONFIG = TrainConfig(architecture={"name": "lean", "width": 8}, batch_size=4, latent_size=8, conditional=True)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the run "small" lies, at step 4, with checkpoints 0, 2 and 4."""
    root = tmp_path_factory.mktemp("studio")
    data = CONFIG.dataset.load()
    picks = np.arange(len(data)) % 25 == 0  # the set is sorted by class
    recording = Recording(Run.create(root / "small", CONFIG, "small"), data=data.take(picks))
    recording.save()
    for _ in range(2):
        recording.trainer.advance(2)
        recording.save()
    recording.close()
    return root


@pytest.fixture
def studio(root: Path) -> Studio:
    return Studio(root)
