"""A run's training as one Python file that needs TensorFlow alone."""

from __future__ import annotations

import re
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from ganboard import __version__
from ganboard.architectures.translation import margin
from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.creatures.factors import BODY, COLOUR, EYES, FACTORS, HELD_OUT_BODY_TOP, HELD_OUT_COLOUR_EYES, TOP
from ganboard.datasets import Dataset
from ganboard.errors import DatasetError
from ganboard.export.template import SHARED, SUFFIX, TEMPLATES, render
from ganboard.media import PointsMedium
from ganboard.methods import Method
from ganboard.methods.adversarial import Adversarial
from ganboard.methods.sketch import Sketch
from ganboard.methods.words import Words
from ganboard.penalties import Steep
from ganboard.registry import Part
from ganboard.run_data import parts
from ganboard.run_status import SINCE
from ganboard.runs import Run
from ganboard.settings import chosen
from ganboard.storage import write_bytes

KERAS_SETS = {"mnist": "mnist", "fashion": "fashion_mnist"}
"""Our sets that ``keras.datasets`` has, and what they are called there."""
STEPS = 2_000
"""Steps of the script where neither the config nor the run tells how many."""
FEW = 400
"""Points that stand in the script itself, at most."""
WIDTH = 120
"""Characters in a line of the script."""
OTHERWISE = "\nThe run is a branch: up to step {since} it had other settings,\nand this script has the later ones from the start."
"""What a script says of a run whose config changed."""
PLAIN_NAME = re.compile(r"[\w.-]+")
"""A name of a file or a run that may stand in the script: nothing in it can end a text or begin a command."""


def export_script(run: Run, path: Path) -> None:
    """Write a script that trains the same networks with the same settings, and needs TensorFlow, Keras and NumPy alone.

    It is made of templates, written to be read, and computes what the package computes: the same data and seed give the
    same weights. MNIST and Fashion-MNIST come through ``keras.datasets``, in full; images that we draw from a file that our
    command writes, but for those that the run holds out; a visitor's own from an ``.npz`` file, named when it runs. Points of a
    known density are drawn as the run has them; of other points, few stand in the script, and many come from the run's own file.

    Args:
        run: The run.
        path: The file, which is replaced in one step.

    Raises:
        OSError: the file cannot be written.
    """
    config = run.config()
    steps = config.steps or int(run.status().get("step", 0)) or STEPS
    since = int(run.status().get(SINCE, 0))
    text = script(config, steps, path.name, run.id, _own_points(run, config), run.changes(), since)
    write_bytes(path, text.encode())


def script(
    config: TrainConfig,
    steps: int,
    file: str = "",
    run: str = "",
    points: np.ndarray | None = None,
    changes: Changes | None = None,
    since: int = 0,
) -> str:
    """The script's text.

    Args:
        config: What to train.
        steps: Updates, where ``--steps`` does not tell.
        file: The script's name, for the instructions in it.
        run: The run's id, for the note on its origin.
        points: A visitor's points that shall stand in it, float32, (count, 2); None: it reads them from a file.
        changes: What is changed while it trains.
        since: The step from which on the run had this config; what it had before, no script repeats.
    """
    changes = Changes(config) if changes is None else changes
    on = _conditions(config, points is not None) | _changing(changes)
    method = config.method
    values = {
        "title": config.dataset.title,
        "file": file if PLAIN_NAME.fullmatch(file) else f"{method.name}.py",
        "origin": f"Written by GANBoard {__version__}"
        + (f" from the run {run}." if PLAIN_NAME.fullmatch(run) else ".")
        + (OTHERWISE.format(since=since) if since else ""),
        "steps": str(steps),
        "precision": f'"{config.precision}"',
        "in_float32": "" if config.precision == "float32" else ', dtype="float32"',
        **(_of_points(points) if "points" in on else _of_images(config, "conditional" in on)),
        **(_of_drawn_images(config.dataset) if "drawn" in on else {}),
        **(_of_an_autoencoder("points" in on, "conditional" in on) if "vae" in on else _of_a_game(method)),
        **_of_labels("conditional" in on, "labelled" in on),
        **_of_turns("several_turns" in on),
        **_of_what_is_seen(method),
        **(_of_what_is_never_shown() if "never_shown" in method.needs else {}),
    }
    if isinstance(method, Sketch):
        values |= _of_drawings(method, config.dataset)
    if isinstance(method, Adversarial | Sketch):
        values |= _of_the_penalized(method, "points" in on)
    templates = _templates(config)
    values |= {kind: render(template, values, on).strip("\n") for kind, template in templates.items()}
    text = render(TEMPLATES / f"{method.name}{SUFFIX}", values | {"settings": "$settings"}, on, _folders(config))
    text = text.replace("$settings", _settings(config, text, changes))
    return re.sub(r"\n{4,}", "\n\n\n", text)  # what an empty piece leaves


def _own_points(run: Run, config: TrainConfig) -> np.ndarray | None:
    """A visitor's points that a run learns from, where they are few enough to be read; else None."""
    if getattr(config.dataset, "kind", "") != "own":
        return None
    with suppress(DatasetError):  # they are gone: the script says where it looks for them
        points = parts(run)[0].samples
        return points if len(points) <= FEW else None
    return None


def _templates(config: TrainConfig) -> dict[str, Path]:
    """The templates of the parts that the method holds, by kind."""
    held = {kind: getattr(config.method, kind) for kind in type(config.method).model_fields}
    return {kind: TEMPLATES / kind / f"{part.name}{SUFFIX}" for kind, part in held.items() if isinstance(part, Part)}


def _folders(config: TrainConfig) -> tuple[Path, ...]:
    """Where pieces of the method's template lie beside its own folder: with methods that it is a kind of, its parts, for all."""
    kinds = [kind.name for kind in type(config.method).__mro__[1:] if issubclass(kind, Method) and kind is not Method]
    parts = [template.with_name(template.name.removesuffix(SUFFIX)) for template in _templates(config).values()]
    return (*(TEMPLATES / name for name in kinds), *parts, SHARED)


def _conditions(config: TrainConfig, contained: bool) -> set[str]:
    """What pieces may depend on.

    The names of the method, the medium and the augmentation, and the settings of the method, its objective and its augmentation
    that are not 0, false or none; ``several_turns`` where D moves more than once a step; ``steep`` where the penalty is on D's
    slope, and ``lazy`` where that is measured now and then; ``factors`` where classes are combinations of such; ``keras_set`` where
    Keras has the images, ``drawn`` where we draw them, or something of them; of drawings ``told`` where a factor is told, else
    ``shaded``, and ``margins`` where they lie on larger paper; ``labelled`` where labels are read with them; and of points where
    they lie, such as ``ring``, or ``contained`` where they stand in the script.
    """
    settings = {name: getattr(config.method, name) for name in type(config.method).model_fields}
    on = {name for name, value in settings.items() if (value.name != "none" if isinstance(value, Part) else value)}
    on |= {config.method.name, config.dataset.medium.name}
    on |= {name for part in ("objective", "augmentation") for name, value in settings.get(part, ()) if value}
    if "augmentation" in on:
        on.add(settings["augmentation"].name)
    if settings.get("discriminator_steps", 1) > 1:
        on.add("several_turns")
    if isinstance(penalty := settings.get("penalty"), Steep):
        on |= {"steep", "lazy"} if penalty.every > 1 else {"steep"}
    if config.network_spec.factors:
        on.add("factors")
    if isinstance(config.method, Sketch):
        on.add("shaded" if config.method.told(config.dataset) is None else "told")
        on |= {"margins"} if margin(config.dataset.shape[0]) else set()
    if config.dataset.name in KERAS_SETS and "sketches" not in config.method.needs:
        on.add("keras_set")
    elif not config.dataset.kept:  # nor a visitor's own
        on.add("drawn")
    if on & {"conditional", "drawn"}:
        on.add("labelled")
    if "points" in on:
        on.add("contained" if contained else getattr(config.dataset, "kind", ""))
    return on


def _changing(changes: Changes) -> set[str]:
    """What pieces may depend on where something changes: ``changed``; ``turns_change`` and ``noise_changes`` where these do.

    Several turns and noise are there then, even if they were not at the start.
    """
    values = {dial: {changes.begun[dial]} for dial in changes.begun}
    for change in changes:
        values[change.dial].add(change.value)
    on = {"changed"} if len(changes) else set()
    if len(values.get("discriminator_steps", ())) > 1:
        on |= {"turns_change", "several_turns"}
    if len(values.get("instance_noise", ())) > 1:
        on |= {"noise_changes", "instance_noise"}
    return on


def _of_images(config: TrainConfig, told: bool) -> dict[str, str]:
    """Values that tell of the images and of where they come from, if images are learned."""
    shape, name = config.dataset.shape, KERAS_SETS.get(config.dataset.name, "")
    smallest = shape[0]
    while smallest > 8:
        smallest //= 2
    return {
        "image": "image",
        "an_image": "an image",
        "images": "images",
        "the_numbers": "the pixels",
        "axes": "(1, 2, 3)",
        "size": "math.prod(IMAGE_SHAPE)",
        "count": "64",
        "shape_in_words": ", ".join(map(str, shape)),
        "smallest": str(smallest),  # side of the smallest image within networks that halve or double it, pixels
        "keras_set": name,
        "data_option": " --data my.npz" if config.dataset.kept else "",
        "and_data": ", images, labels" if told else ", images",
    }


def _of_points(points: np.ndarray | None) -> dict[str, str]:
    """The same where points are learned."""
    numbers = [] if points is None else [str(number) for number in points.astype(np.float32).ravel()]
    wide = max(map(len, numbers), default=0)
    fit = min(8, (WIDTH + 1) // (wide + 1) // 2 * 2)  # in a line: four points, or as many as there is room for
    rows = [numbers[start : start + fit] for start in range(0, len(numbers), fit)]
    return {
        "image": "point",
        "an_image": "a point",
        "images": "points",
        "the_numbers": "the two numbers",
        "axes": "1",
        "size": "2",
        "count": str(PointsMedium.rows**2),
        "table": "\n".join(" ".join(number.rjust(wide) for number in row) for row in rows),
        "data_option": "",
        "and_data": "",
    }


def _of_drawn_images(dataset: Dataset) -> dict[str, str]:
    """Values that tell of the file into which our command draws the images."""
    settings = {"dataset": dataset.name, **dict(dataset), "out": f"{dataset.name}.npz"}
    flags = {name.replace("_", "-"): value for name, value in settings.items()}
    return {
        "drawn_things": "images" if dataset.endless else "outlines",
        "drawn_with": "them" if dataset.endless else "them with the images",
        "drawn_file": settings["out"],
        "data_flags": " ".join(_flag(name, value) for name, value in flags.items()),
    }


def _flag(name: str, value: Any) -> str:
    return f"--{'' if value else 'no-'}{name}" if isinstance(value, bool) else f"--{name} {value}"


def _of_a_game(method: Method) -> dict[str, str]:
    """Values that tell of the networks of a GAN, and of what is drawn of them. What learns on D's side may hold a reader, too."""
    judging = "discriminator" if len(method.networks) == 2 else "judging"
    return {"maker": "generator", "Maker": "G", "rows": "8", "and_shown_data": "", "judging": judging}


def _of_an_autoencoder(points: bool, told: bool) -> dict[str, str]:
    """The same of a VAE, of which real images are drawn too."""
    shown = "" if points else ", images, labels" if told else ", images"
    error = "ERROR" if points else "DEVIATION"
    return {"maker": "decoder", "Maker": "The decoder", "rows": "10", "and_shown_data": shown, "error": error}


def _of_the_penalized(method: Adversarial | Sketch, points: bool) -> dict[str, str]:
    """Values that tell of what a penalty sees: images, points in the networks' units, or fakes of which D is told."""
    told, half = ("[:told]", "[:half]") if isinstance(method, Words) else ("", "")
    judge = "judge_images" if isinstance(method, Sketch) else "judge_in_units" if points else "judge"
    unit = " / UNIT" if points else ""
    real, fake = f"real{unit}", f"fake{told}{unit}"
    return {"its_judge": judge, "its_real": real, "its_fake": fake, "of_told": told, "of_half": half}


def _of_drawings(method: Sketch, dataset: Dataset) -> dict[str, str]:
    """Values that tell of drawings, which come with labels to a network that is told a part of these."""
    told = method.told(dataset)
    shades = ", all_shades" if told is None else ""
    return {
        "told": str(told),
        "told_factor": "" if told is None else dataset.factors[told].name,
        "margin": str(margin(dataset.shape[0])),
        "all_data": f"all_images, all_labels, all_sketches{shades}",
        "and_data": ", images, labels, sketches",
        "and_shown_data": ", labels, sketches",
        "and_labels": ", labels, sketches",
        "and_all_labels": ", all_labels, all_sketches",
        "and_stored_labels": ', arrays["labels"], arrays["sketches"]',
        "labels_described": ", labels and sketches",
        "data_arguments": "images, labels, sketches",
    }


def _of_what_is_never_shown() -> dict[str, str]:
    """The value that tells which pairs of factors' values are left out of a training, a line each."""
    lines = []
    for first, second, pairs in ((COLOUR, EYES, HELD_OUT_COLOUR_EYES), (BODY, TOP, HELD_OUT_BODY_TOP)):
        for values in pairs:
            pair = list(zip((first, second), values, strict=True))
            numbers = tuple((FACTORS.index(factor), factor.values.index(value)) for factor, value in pair)
            lines.append(f"    {numbers!r},  # " + " with ".join(f"{factor.name} {value}" for factor, value in pair))
    return {"never_shown": "\n".join(lines)}


def _of_labels(told: bool, read: bool) -> dict[str, str]:
    """Values that tell of labels: where they are read with the images, and where networks are told the class."""
    return {
        "and_labels": ", labels" if read else "",
        "and_all_labels": ", all_labels" if told else "",
        "and_stored_labels": ', arrays["labels"]' if read else "",
        "labels_described": ", and labels, whole numbers, (count,)" if read else "",
        "of_labels": " and their labels" if told else "",
        "labels": "labels" if told else "_",
        "data_arguments": "images, labels" if told else "images",
        "told_latents": "[latents, labels]" if told else "latents",
        "told_real": "[real, labels]" if told else "real",
    }


def _of_turns(several: bool) -> dict[str, str]:
    """Values that tell of D's turns, which have numbers only where D moves more than once a step."""
    return {
        "and_turn": ", turn" if several else "",
        "and_no_turn": ", 0" if several else "",
        "turns": "turns" if several else "number",
        "before": "before" if several else "step",
    }


def _of_what_is_seen(method: Method) -> dict[str, str]:
    """Values for an augmentation that learns from D's logits: which of them means "I cannot tell", and that they are needed."""
    if not isinstance(method, Adversarial) or method.augmentation.name != "adaptive":
        return {"and_logits": ""}
    even = method.objective.even
    middle = "tf.reduce_mean(fake_logits)" if even is None else repr(even)
    return {"middle": middle, "and_logits": ", real_logits, fake_logits"}


def _settings(config: TrainConfig, text: str, changes: Changes) -> str:
    """The settings that a text uses as constants, each with its meaning and the config's value; a part's stand together."""
    spec, flat = config.network_spec, config.to_flat() | config.method.suited(config.dataset)
    varied = {change.dial for change in changes} - {"discriminator_steps"}  # that one decides what is compiled
    blocks: dict[str, list[str]] = {}
    if "IMAGE_SHAPE" in text:
        blocks[""] = [_remark("Height, width and channels of an image."), f"IMAGE_SHAPE = {spec.shape!r}"]
    if "read(FILE)" in text:
        blocks[""] = [_remark("Where the points are."), 'FILE = "data.npz"']
    if spec.factors:
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
