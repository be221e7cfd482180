"""A training that is there to be looked at: the doctor looks as often as it can, also at what comes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ganboard.branches import branch
from ganboard.config import TrainConfig
from ganboard.doctor.probe import CLOSELY, SHARE, Probe
from ganboard.run_status import CLOSE
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

RING = TrainConfig(dataset="points", architecture={"name": "plane", "width": 8}, latent_size=2, batch_size=8)


def test_it_and_its_branches_are_looked_at_closely(tmp_path: Path) -> None:
    usual, close = (Run.create(tmp_path / name, RING, name) for name in ("usual", "close"))
    close.update(**{CLOSE: True})
    close.save(Checkpoint(10, 1.0, {"generator/w": np.zeros(3)}), b"")
    close.update(step=10)
    trainer = Trainer(RING)
    shares = [Probe(run, RING, trainer).purse.share for run in (usual, close, branch(close, 10))]
    assert shares == [SHARE, CLOSELY, CLOSELY]
