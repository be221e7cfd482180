"""GANBoard: train generative adversarial networks, and watch them learn.

Importing this package is quick: a name loads what it needs when it is first used, and TensorFlow when something is
computed.

Example:
    >>> from ganboard import TrainConfig, Trainer
    >>> trainer = Trainer(TrainConfig(dataset="mnist", steps=2_000, seed=0))
    >>> for snapshot in trainer.run(every=100):
    ...     print(snapshot.step, snapshot.losses)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ganboard.config import TrainConfig
    from ganboard.errors import (
        CheckpointError,
        ConfigError,
        DatasetError,
        EngineError,
        GANBoardError,
        RunError,
        TrainingDiverged,
    )
    from ganboard.export import export_gif, export_keras, export_script
    from ganboard.presets import PRESETS, Preset, preset
    from ganboard.recording import Recording
    from ganboard.runs import Run, all_runs, runs_root
    from ganboard.sampler import Sampler
    from ganboard.snapshot import Checkpoint, Snapshot
    from ganboard.trainer import Trainer

__version__ = "0.1.0"

_HOMES = {
    "config": ("TrainConfig",),
    "errors": (
        "CheckpointError",
        "ConfigError",
        "DatasetError",
        "EngineError",
        "GANBoardError",
        "RunError",
        "TrainingDiverged",
    ),
    "export": ("export_gif", "export_keras", "export_script"),
    "presets": ("PRESETS", "Preset", "preset"),
    "recording": ("Recording",),
    "runs": ("Run", "all_runs", "runs_root"),
    "sampler": ("Sampler",),
    "snapshot": ("Checkpoint", "Snapshot"),
    "trainer": ("Trainer",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "PRESETS",
    "Checkpoint",
    "CheckpointError",
    "ConfigError",
    "DatasetError",
    "EngineError",
    "GANBoardError",
    "Preset",
    "Recording",
    "Run",
    "RunError",
    "Sampler",
    "Snapshot",
    "TrainConfig",
    "Trainer",
    "TrainingDiverged",
    "__version__",
    "all_runs",
    "export_gif",
    "export_keras",
    "export_script",
    "preset",
    "runs_root",
]


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
