"""The settings of a training as constants at the beginning of its script."""

from __future__ import annotations

import re
import textwrap

from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.settings import chosen

WIDTH = 120
"""Characters in a line of the script."""


def constants(config: TrainConfig, text: str, changes: Changes) -> str:
    """The settings that a text uses as constants, each with its meaning and the config's value; a part's stand together."""
    spec, flat = config.network_spec, config.to_flat() | config.method.suited(config.dataset)
    varied = {change.dial for change in changes} - {"discriminator_steps"}  # that one decides what is compiled
    blocks: dict[str, list[str]] = {}
    if "IMAGE_SHAPE" in text:
        blocks[""] = [_remark("Height, width and channels of an image."), f"IMAGE_SHAPE = {spec.shape!r}"]
    if "CLIP_SHAPE" in text:
        told = "; ".join(f"{factor.name} ({', '.join(factor.values)})" for factor in config.dataset.beings)
        blocks[""] = [
            _remark("Frames of a clip, and their height, width and channels."),
            f"CLIP_SHAPE = {spec.shape!r}",
        ]
        sizes = tuple(len(factor) for factor in config.dataset.beings)
        blocks[""] += [_remark(f"By what creatures differ, and in how many values: {told}."), f"BEINGS = {sizes!r}"]
    if "read(FILE)" in text:
        blocks[""] = [_remark("Where the points are."), 'FILE = "data.npz"']
    if not re.search(r"\b(FACTORS|CLASSES)\b", text):
        pass  # labels are no more than what the images are parted by
    elif spec.factors:
        factors = [(factor.name, factor.values) for factor in config.dataset.factors]
        factors = factors or [("class", config.dataset.classes)]
        told = "; ".join(f"{name} ({', '.join(values)})" for name, values in factors)
        blocks[""] += [_remark(f"How many values each factor has: {told}."), f"FACTORS = {spec.factors!r}"]
        blocks[""] += [_remark("How many classes: each is a combination of values."), f"CLASSES = {spec.classes}"]
    elif spec.classes:
        blocks[""] += [
            _remark("How many classes: " + ", ".join(config.dataset.classes) + "."),
            f"CLASSES = {spec.classes}",
        ]
    for name, (info, registry) in chosen(TrainConfig, flat).items():
        kind, _, setting = name.rpartition(".")
        constant = setting.upper()
        if registry and name in type(config.method).model_fields:
            part = registry.get(flat[name])
            blocks[name] = [_remark(f"{info.title}: {part.title}. {part.summary}")]
        elif kind != "dataset" and not registry and re.search(rf"\b{constant}\b", text):
            value = f"tf.Variable({flat[name]!r}, trainable=False)" if name in varied else repr(flat[name])
            blocks.setdefault(kind or "own", []).extend((_remark(info.description or ""), f"{constant} = {value}"))
    if len(changes):
        blocks["changes"] = _table(changes, text)
    return "\n\n".join("\n".join(lines) for lines in blocks.values())


def _table(changes: Changes, text: str) -> list[str]:
    """The changes of a training as a constant, and what else a text needs for them."""
    lines = [
        _remark("What is changed while it trains: how many steps come before, which setting, its value from there on.")
    ]
    rows = ((change.step, change.dial.rpartition(".")[2].upper(), change.value) for change in changes)
    lines += ["CHANGES = (", *(f'    ({step}, "{constant}", {value!r}),' for step, constant, value in rows), ")"]
    if "NOISE_SINCE" in text:
        lines += [_remark("The step from which on the noise fades: that of its last change.")]
        lines += ["NOISE_SINCE = tf.Variable(0, trainable=False, dtype=tf.int64)"]
    if "EXTRA_TURNS" in text:
        lines += [_remark("How many updates D has had more than if it had always had so many in a step.")]
        lines += ["EXTRA_TURNS = tf.Variable(0, trainable=False, dtype=tf.int64)"]
    return lines


def _remark(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ")
