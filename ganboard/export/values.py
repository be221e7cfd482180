"""What stands in the places of a script's pieces."""

from __future__ import annotations

from typing import Any

import numpy as np

from ganboard.architectures.moving import FEATURES, POSE, SURE
from ganboard.architectures.swapping import KEPT, ROUNDS
from ganboard.architectures.translation import margin
from ganboard.config import TrainConfig
from ganboard.creatures.factors import BODY, COLOUR, EYES, FACTORS, HELD_OUT_BODY_TOP, HELD_OUT_COLOUR_EYES, TOP
from ganboard.datasets import Dataset
from ganboard.export.constants import WIDTH
from ganboard.export.pieces import KERAS_SETS
from ganboard.media import ClipMedium, PointsMedium
from ganboard.methods import Method
from ganboard.methods.adversarial import Adversarial
from ganboard.methods.clips import Clips
from ganboard.methods.sketch import Sketch
from ganboard.methods.swap import Swap
from ganboard.methods.words import Words

GAME: dict[str, tuple[str, ...]] = {
    "average": ("trained_generator", "generator"),
    "discriminator": ("discriminator",),
    "reader": ("reader",),
    "class_reader": ("reader",),
}
BEGUN: dict[str, dict[str, tuple[str, ...]]] = {
    "vae": {"average": ("trained_decoder", "decoder"), "encoder": ("trained_encoder", "encoder")},
    "swap": GAME | {"average": ("trained_back", "back"), "there": ("trained_there", "there")},
}
"""What scripts of a method call the maker's networks, and those that begin as they do; :data:`GAME` for all others."""


def values_of(config: TrainConfig, on: set[str], points: np.ndarray | None) -> dict[str, str]:
    """All that depends on the config.

    Args:
        config: What to train.
        on: What pieces may depend on, see :func:`ganboard.export.pieces.conditions`.
        points: A visitor's points that shall stand in the script, float32, (count, 2), or None.
    """
    method = config.method
    values = {
        **(_of_points(points) if "points" in on else _of_images(config, "conditional" in on)),
        **(_of_drawn_images(config.dataset) if "drawn" in on else {}),
        **(_of_an_autoencoder("points" in on, "conditional" in on) if "vae" in on else _of_a_game(method)),
        **_of_labels("conditional" in on, "labelled" in on),
        **({"labels": "labels"} if "most" in on else {}),
        "begun": _begun(method),
        **_of_turns("several_turns" in on),
        **_of_what_is_seen(method),
        **_of_blocks(getattr(getattr(method, "architecture", None), "blocks", 2)),
        **(_of_what_is_never_shown() if "never_shown" in method.needs else {}),
    }
    if isinstance(method, Sketch):
        values |= _of_drawings(method, config.dataset)
    if isinstance(method, Swap):
        values |= _of_sides(config.dataset)
    if isinstance(method, Clips):
        values |= _of_clips(method)
    if isinstance(method, Adversarial | Sketch | Swap | Clips):
        values |= _of_the_penalized(method, "points" in on)
    return values


def _begun(method: Method) -> str:
    """Each network that begins with what others have learnt, beside what the names of its weights begin with."""
    own = BEGUN.get(method.name, GAME)
    return ", ".join(f'("{name}", {network})' for name in method.networks for network in own[name])


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
        "most_images": str(getattr(config.dataset, "most", None)),
        "wrong_share": str(getattr(config.dataset, "mislabelled", None)),
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
    unsaid = ((None, "most"), (0.0, "mislabelled"))  # what means the whole set as it is
    return {
        "drawn_things": "images" if dataset.endless else "outlines",
        "drawn_with": "them" if dataset.endless else "them with the images",
        "drawn_file": settings["out"],
        "data_flags": " ".join(_flag(name, value) for name, value in flags.items() if (value, name) not in unsaid),
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


def _of_the_penalized(method: Adversarial | Sketch | Swap | Clips, points: bool) -> dict[str, str]:
    """Values that tell of what a penalty sees: images, points in the networks' units, or fakes of which D is told."""
    told, half = ("[:told]", "[:half]") if isinstance(method, Words) else ("", "")
    judge = "judge_images" if isinstance(method, Sketch | Swap) else "judge_in_units" if points else "judge"
    unit = " / UNIT" if points else ""
    real, fake = f"real{unit}", f"fake{told}{unit}"
    logits = ("real_logits", f"fake_logits{told}")
    if isinstance(method, Clips):  # of two judges, whose logits are summed up
        logits = ("tf.reduce_sum(real_judged, axis=1)", "tf.reduce_sum(fake_judged, axis=1)")
    return {
        "its_judge": judge,
        "its_real": real,
        "its_fake": fake,
        "its_real_logits": logits[0],
        "its_fake_logits": logits[1],
        "of_told": told,
        "of_half": half,
    }


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


def _of_sides(dataset: Dataset) -> dict[str, str]:
    """Values that tell of the two sides of images, of which the first stands where images always do."""
    column = dataset.sides[1].column
    return {
        "judges": "first_judge, second_judge",
        "rounds": str(ROUNDS),
        "kept_scale": repr(KEPT),
        "other_column": column,
        "all_data": "all_firsts, all_seconds",
        "and_data": ", firsts, seconds",
        "and_shown_data": ", firsts, seconds",
        "and_labels": ", labels, others",
        "and_stored_labels": f', arrays["labels"], arrays["{column}"]',
        "labels_described": f", with labels and {column}",
    }


def _of_clips(method: Clips) -> dict[str, str]:
    """Values that tell of clips, which come with what is done in them and who is seen."""
    readings = {"frame_judge": "(values, BEINGS)", "clip_judge": "(tf.one_hot(labels, CLASSES), (CLASSES,))"}
    read = {"frame_judge": '"creature as asked"', "clip_judge": '"motion as asked"'}
    there = [name for name in readings if getattr(method, name)]
    return {
        "judges": "".join(f"{name}, " for name in there).rstrip(" "),
        "image": "clip",
        "an_image": "a clip",
        "images": "clips",
        "axes": "(1, 2, 3, 4)",
        "rows": str(ClipMedium.rows),
        "sure": repr(SURE),
        "pose": str(POSE),
        "body": str(int(FEATURES * method.width)),
        "features_of_frames": str(int(FEATURES * method.judge_width)),
        "features_of_clips": str(int(FEATURES * method.judge_width / 2)),
        "drawn_things": "clips",
        "wanted": ", ".join(readings[name] for name in there),
        "read_measures": ", ".join(read[name] for name in there),
        "of_half": "",
        "and_data": ", clips, labels, kinds",
        "and_all_labels": ", all_labels, all_kinds",
        "and_shown_data": "",
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


def _of_blocks(side: int) -> dict[str, str]:
    """Values for networks that put images together of blocks."""
    return {"block": str(side), "block_pixels": str(side * side)}


def _of_what_is_seen(method: Method) -> dict[str, str]:
    """Values for an augmentation that learns from D's logits: which of them means "I cannot tell", and that they are needed."""
    if not isinstance(method, Adversarial) or method.augmentation.name != "adaptive":
        return {"and_logits": ""}
    even = method.objective.even
    middle = "tf.reduce_mean(fake_logits)" if even is None else repr(even)
    return {"middle": middle, "and_logits": ", real_logits, fake_logits"}
