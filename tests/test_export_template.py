"""The templates of the script: each part has one, none is left over, and their pieces go together."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from ganboard.architectures import ARCHITECTURES
from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.constraints import CONSTRAINTS
from ganboard.datasets.points import Points
from ganboard.export.script import script
from ganboard.export.template import SUFFIX, TEMPLATES, render
from ganboard.methods import METHODS
from ganboard.objectives import OBJECTIVES
from ganboard.penalties import PENALTIES
from ganboard.presets import PRESETS
from ganboard.registry import Registry
from ganboard.settings import registries

IMAGING = [part.name for part in ARCHITECTURES if part.sizes]
OURS = [registry for kind, registry in registries(TrainConfig).items() if kind not in ("dataset", "start")]


@pytest.mark.parametrize("registry", OURS, ids=lambda registry: registry.kind)
def test_every_part_has_a_template(registry: Registry[Any]) -> None:
    folder = TEMPLATES / ("" if registry.kind == "method" else registry.kind)
    there = {file.name.removesuffix(SUFFIX) for file in folder.glob(f"*{SUFFIX}")}
    assert there >= set(registry.names()), f"each {registry.kind} has one file in {folder}"
    assert all(name in registry for name in there), f"no other is in {folder}"


@pytest.mark.slow
def test_every_template_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[Path] = set()
    read_text = Path.read_text

    def noted(path: Path, **options: Any) -> str:
        read.add(path)
        return read_text(path, **options)

    monkeypatch.setattr(Path, "read_text", noted)
    script(PRESETS["words"].config(discriminator_steps=2), 7)
    for decay in (0, 5):
        script(PRESETS["sketch"].config(decay_steps=decay), 7)
        script(PRESETS["swap"].config(decay_steps=decay), 7)
    script(PRESETS["swap"].config(**{"penalty.every": 2}), 7)
    script(PRESETS["outlines"].config(), 7)
    for settings in ({}, {"frame_judge": False, "penalty.every": 2}, {"clip_judge": False, "decay_steps": 0}):
        script(PRESETS["clips"].config(**settings), 7)
    for architecture, objective in product(IMAGING, OBJECTIVES.names()):
        script(TrainConfig(architecture=architecture, objective=objective, decay_steps=0), 7)
        script(PRESETS["quick"].config(objective=objective), 7)
    script(PRESETS["quick"].config(objective="printed", **{"dataset.most": 50, "dataset.mislabelled": 0.5}), 7)
    for penalty in PENALTIES.names():
        script(TrainConfig(penalty=penalty), 7)
    script(PRESETS["quick"].config(discriminator_steps=2), 7)
    for dataset, more in (("mnist", 0.0), ("creatures", 0.1)):
        script(PRESETS["acgan"].config(dataset=dataset, reading_fakes=more), 7)
    for objective in ("minimax", "leastsquares"):
        script(TrainConfig(objective={"name": objective, "smoothing": 0.1}), 7)
    every = {"translation": True, "cutout": True, "color": True, "flips": True}
    for augmentation in ({"name": "fixed", **every}, "adaptive", "scheduled", {"name": "scheduled", "falls": True}):
        script(TrainConfig(augmentation=augmentation, instance_noise=0.1), 7)
    script(TrainConfig(instance_noise=0.1, noise_steps=0), 7)
    script(TrainConfig(dataset="points", architecture="plane", instance_noise=0.1), 7)
    for name in CONSTRAINTS.names():
        script(TrainConfig(constraint=name, penalty="none", discriminator_steps=2), 7)
    for settings in ({}, {"discriminator_steps": 2}):
        script(TrainConfig(penalty={"name": "r1", "every": 2}, **settings), 7)
    script(PRESETS["sketch"].config(**{"penalty.every": 2}), 7)
    script(TrainConfig(dataset="images"), 7)
    script(TrainConfig(architecture={"name": "lean", "blocks": 4}, coarse_steps=9), 7)
    script(TrainConfig(architecture={"name": "lean", "blocks": 4, "details": 8}), 7)
    for method, conditional, mismatch in (("gan", True, 0.3), ("gan", False, 0), ("vae", True, 0)):
        told = {"mismatch": mismatch} if mismatch else {}
        script(TrainConfig(dataset="creatures", method={"name": method, "conditional": conditional, **told}), 7)
    for name, conditional, decay in (("lean", True, 0), ("lean", False, 5), ("mlp", False, 5)):
        method = {"name": "vae", "architecture": name, "conditional": conditional, "decay_steps": decay}
        script(TrainConfig(method=method), 7)
    for kind, method in product(get_args(Points.model_fields["kind"].annotation), METHODS.names()):
        if METHODS.get(method).needs:  # of which points have nothing
            continue
        config = TrainConfig(dataset={"name": "points", "kind": kind}, method={"name": method, "architecture": "plane"})
        script(config, 7)
        script(config, 7, points=np.zeros((1, 2), np.float32))
    for frozen in (0, 2):
        script(PRESETS["hand"].config(**{"start.frozen": frozen}), 7)
    for name in ("swap", "clips"):
        script(PRESETS[name].config(start={"name": "shipped", "archive": name, "frozen": 1}), 7)
    turning = (PRESETS[name].config() for name in ("sketch", "swap"))
    for config in (TrainConfig(penalty={"name": "r1", "every": 2}), *turning):
        turned = {"penalty.gamma": 2, "discriminator_steps": 3, "instance_noise": 0.5}
        rows = [
            {"step": 3, "dial": dial, "value": value} for dial, value in turned.items() if dial in config.method.dials
        ]
        script(config, 7, changes=Changes(config, rows))
    assert set(TEMPLATES.rglob("*.txt")) - read == set()


def test_a_script_without_changes_says_nothing_of_them() -> None:
    """And what is to come after its end stands in it too: it may be given more steps."""
    plain = script(TrainConfig(), 7)
    assert script(TrainConfig(), 7, changes=Changes(TrainConfig())) == plain
    assert "CHANGES" not in plain
    turned = script(
        TrainConfig(), 7, changes=Changes(TrainConfig(), [{"step": 9, "dial": "penalty.gamma", "value": 2}])
    )
    assert '    (9, "GAMMA", 2.0),\n' in turned
    assert "GAMMA = tf.Variable(0.1, trainable=False)\n" in turned
    assert "EXTRA_TURNS" not in turned


def test_a_place_without_a_value_and_without_a_piece_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.py.txt").write_text("x = $forgotten\n")
    with pytest.raises(KeyError, match="forgotten"):
        render(tmp_path / "a.py.txt", {}, set())


def test_a_piece_has_a_form_for_what_is_on_and_its_line_goes_without_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a.py.txt").write_text("1\n$b\n2 $c\n")
    (tmp_path / "a" / "b.x.y.py.txt").write_text("both $c\n")
    (tmp_path / "a" / "b.x.py.txt").write_text("x\n")
    texts = [render(tmp_path / "a.py.txt", {"c": "$b"}, on) for on in (set(), {"y"}, {"x"}, {"x", "y"})]
    assert texts == ["1\n2 $b\n", "1\n2 $b\n", "1\nx\n2 $b\n", "1\nboth $b\n2 $b\n"]
