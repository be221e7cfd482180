"""A small run and its reference, shared: building networks takes seconds."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run

CONFIG = TrainConfig(architecture={"name": "mlp"}, batch_size=8, latent_size=8)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 250 digits, at step 2: 225 to learn from and 25 held out."""
    run = Run.create(tmp_path_factory.mktemp("evaluated") / "small", CONFIG, "small")
    data = CONFIG.dataset.load()
    picks = np.arange(len(data)) % 20 == 0  # the set is sorted by class
    own = data.take(picks)
    recording = Recording(run, data=own)
    recording.trainer.advance(2)
    recording.save()
    recording.close()
    return run
