"""A run's training as one Python file that needs TensorFlow alone."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from ganboard import __version__
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.export.template import SUFFIX, TEMPLATES, render
from ganboard.i18n import N_, message
from ganboard.registry import Part
from ganboard.runs import Run
from ganboard.settings import chosen
from ganboard.storage import write_bytes

KERAS_SETS = {"mnist": "mnist", "fashion": "fashion_mnist"}
"""Our sets that ``keras.datasets`` has, and what they are called there."""
STEPS = 2_000
"""Steps of the script where neither the config nor the run tells how many."""
WIDTH = 120
"""Characters in a line of the script."""
PLAIN_NAME = re.compile(r"[\w.-]+")
"""A name of a file or a run that may stand in the script: nothing in it can end a text or begin a command."""


def export_script(run: Run, path: Path) -> None:
    """Write a script that trains the same networks with the same settings, and needs TensorFlow, Keras and NumPy alone.

    It is made of templates, written to be read, and computes what the package computes: the same images and seed give the
    same weights. MNIST and Fashion-MNIST come through ``keras.datasets``, in full; other images from an ``.npz`` file,
    named when it runs.

    Args:
        run: The run.
        path: The file, which is replaced in one step.

    Raises:
        GANBoardError: there is no template for the method or for one of its parts.
        OSError: the file cannot be written.
    """
    config = run.config()
    steps = config.steps or int(run.status().get("step", 0)) or STEPS
    write_bytes(path, script(config, steps, path.name, run.id).encode())


def script(config: TrainConfig, steps: int, file: str = "gan.py", run: str = "") -> str:
    """The script's text.

    Args:
        config: What to train.
        steps: Updates, where ``--steps`` does not tell.
        file: The script's name, for the instructions in it.
        run: The run's id, for the note on its origin.

    Raises:
        GANBoardError: there is no template for the method or for one of its parts.
    """
    problem = unwritten(config)
    if problem is not None:
        raise problem
    on = _conditions(config)
    values = {
        "title": config.dataset.title,
        "file": file if PLAIN_NAME.fullmatch(file) else "gan.py",
        "origin": f"Written by GANBoard {__version__}"
        + (f" from the run {run}." if PLAIN_NAME.fullmatch(run) else "."),
        "steps": str(steps),
        "precision": f'"{config.precision}"',
        "in_float32": "" if config.precision == "float32" else ', dtype="float32"',
        **_of_images(config),
        **_of_labels("conditional" in on),
        **_of_turns("several_turns" in on),
    }
    templates = {kind: template for kind, (_, template) in _templates(config).items()}
    method = templates.pop("method")
    values |= {kind: render(template, values, on).strip("\n") for kind, template in templates.items()}
    text = render(method, values | {"settings": "$settings"}, on)
    text = text.replace("$settings", _settings(config, text))
    return re.sub(r"\n{4,}", "\n\n\n", text)  # what an empty piece leaves


def unwritten(config: TrainConfig) -> GANBoardError | None:
    """Why there is no script of a training: what no template has been written for. None where there is one."""
    if len(config.dataset.shape) != 3:
        missing: Part | None = config.dataset
    else:
        missing = next((part for part, template in _templates(config).values() if not template.exists()), None)
    if missing is None:
        return None
    return GANBoardError(
        N_("There is no script of this training yet, since none has been written for “{part}”."),
        part=message(missing.title),
    )


def _templates(config: TrainConfig) -> dict[str, tuple[Part, Path]]:
    """The method and the parts that it holds, with their templates, by kind."""
    found: dict[str, tuple[Part, Path]] = {"method": (config.method, TEMPLATES / f"{config.method.name}{SUFFIX}")}
    for kind in type(config.method).model_fields:
        part = getattr(config.method, kind)
        if isinstance(part, Part):
            found[kind] = (part, TEMPLATES / kind / f"{part.name}{SUFFIX}")
    return found


def _conditions(config: TrainConfig) -> set[str]:
    """What pieces may depend on.

    The method's settings that are not 0, false or none; ``several_turns`` where D moves more than once a step; and
    ``keras_set`` where Keras has the images.
    """
    settings = {name: getattr(config.method, name) for name in type(config.method).model_fields}
    on = {name for name, value in settings.items() if (value.name != "none" if isinstance(value, Part) else value)}
    if settings.get("discriminator_steps", 1) > 1:
        on.add("several_turns")
    return on | ({"keras_set"} if config.dataset.name in KERAS_SETS else set())


def _of_images(config: TrainConfig) -> dict[str, str]:
    """Values that tell of the images and of where they come from."""
    shape, name = config.dataset.shape, KERAS_SETS.get(config.dataset.name, "")
    smallest = shape[0]
    while smallest > 8:
        smallest //= 2
    return {
        "shape": repr(shape),
        "shape_in_words": ", ".join(map(str, shape)),
        "smallest": str(smallest),  # side of the smallest image within networks that halve or double it, pixels
        "keras_set": name,
        "data_option": "" if name else " --data my.npz",
    }


def _of_labels(told: bool) -> dict[str, str]:
    """Values that tell of labels, which are there only where networks are told the class."""
    return {
        "and_labels": ", labels" if told else "",
        "and_all_labels": ", all_labels" if told else "",
        "and_stored_labels": ', arrays["labels"]' if told else "",
        "labels_described": ", and labels, whole numbers, (count,)" if told else "",
        "of_labels": " and their labels" if told else "",
        "labels": "labels" if told else "_",
        "data_arguments": "images, labels" if told else "images",
        "told_latents": "[latents, labels]" if told else "latents",
    }


def _of_turns(several: bool) -> dict[str, str]:
    """Values that tell of D's turns, which have numbers only where D moves more than once a step."""
    return {
        "and_turn": ", turn" if several else "",
        "and_no_turn": ", 0" if several else "",
        "turns": "turns" if several else "number",
    }


def _settings(config: TrainConfig, text: str) -> str:
    """The settings that a text uses as constants, each with its meaning and the config's value; a part's stand together."""
    spec, flat = config.network_spec, config.to_flat()
    blocks = {"": [_remark("Height, width and channels of an image."), f"IMAGE_SHAPE = {spec.shape!r}"]}
    if spec.classes:
        blocks[""] += (
            _remark("How many classes: " + ", ".join(config.dataset.classes) + "."),
            f"CLASSES = {spec.classes}",
        )
    for name, (info, registry) in chosen(TrainConfig, flat).items():
        kind, _, setting = name.rpartition(".")
        constant = setting.upper()
        if registry and name in type(config.method).model_fields:
            part = registry.get(flat[name])
            blocks[name] = [_remark(f"{info.title}: {part.title}. {part.summary}")]
        elif kind != "dataset" and not registry and re.search(rf"\b{constant}\b", text):
            blocks.setdefault(kind or "own", []).extend(
                (_remark(info.description or ""), f"{constant} = {flat[name]!r}")
            )
    return "\n\n".join("\n".join(lines) for lines in blocks.values())


def _remark(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ")
