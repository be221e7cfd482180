"""Networks for clips: a generator that walks a creature through its poses, a judge of single frames, and one of whole clips."""

from __future__ import annotations

from typing import Any

from ganboard.architectures.base import NetworkSpec
from ganboard.backend import keras

START = 8
"""The side of the first picture inside, pixels; it is doubled twice."""
SIDE = 4 * START
"""Pixels along a side of a frame."""
SURE = 10.0
"""How sharply the noise chooses a value: the chances of two values are as e to so many times the difference of their numbers."""
POSE = 12
"""Numbers that say by what a frame differs from the first one."""
FEATURES = 16 / 3
"""In so many numbers for each of its filters a judge of frames sums up what it sees, and one of clips in half as many; so many,
too, say where the creature's parts are in a frame."""
SLOPE = 0.2


def mover(spec: NetworkSpec, sizes: tuple[int, ...], motion: int, width: int) -> Any:
    """From [latents (batch, latent_size), labels int32 (batch,)] to clips in [-1, 1], (batch, frames, height, width, channels).

    The latents are, in this order: a number for each value of each factor, of which the largest chooses; what else there is to
    say of who is seen; and how it moves. All frames have the same former two, and the first frame none of the last: so it is the
    same whatever the creature does.

    Reference: content and motion apart: Tulyakov et al. 2018, Section 3, arXiv:1707.04993.
    Differs from the paper: the whole path comes from one small network at once, instead of frame by frame from a recurrent one,
    and is told which motion it is; it begins where the creature rests; the kind of creature is chosen by the noise.

    Args:
        spec: Its shape is (frames, height, width, channels), its classes are motions.
        sizes: How many values each factor has by which creatures differ.
        motion: How many of the latents say how it moves, the last ones.
        width: Filters in the layers next to the frame.
    """
    layers, ops = keras.layers, keras.ops
    frames, height, side, channels = spec.shape
    latents = keras.Input((spec.latent_size,), name="latents")
    labels = keras.Input((), dtype="int32", name="labels")
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    *numbers, rest, manner = ops.split(latents, [*ends, spec.latent_size - motion], axis=1)
    chosen = []
    for number, values in enumerate(numbers):
        values = layers.Rescaling(SURE, name=f"generator_sure_{number}")(values)
        chosen.append(layers.Softmax(name=f"generator_value_{number}")(values))
    small = {"stddev": 0.05}  # large embeddings drown the noise: all samples look alike
    kind = layers.Concatenate(name="generator_values")(chosen)
    kind = layers.Dense(
        32, use_bias=False, kernel_initializer=keras.initializers.RandomNormal(**small), name="generator_kind"
    )(kind)
    who = layers.Concatenate(name="generator_who")([kind, rest])

    does = layers.Embedding(
        spec.classes, 16, embeddings_initializer=keras.initializers.RandomNormal(**small), name="generator_motion"
    )(labels)
    path = layers.Concatenate(name="generator_how")([does, manner])
    path = layers.Dense(64, name="generator_way")(path)
    path = layers.ReLU(name="generator_way_relu")(path)
    path = layers.Dense((frames - 1) * POSE, name="generator_path")(path)
    path = layers.Reshape((frames - 1, POSE), name="generator_poses")(path)
    poses = layers.ZeroPadding1D((1, 0), name="generator_rest")(path)

    filters = 2 * width
    wide = START * START * filters
    body = int(FEATURES * width)
    posed = layers.Dense(body, name="generator_body")(who)
    posed = layers.Reshape((1, body), name="generator_body_once")(posed)
    bent = layers.Dense(body, use_bias=False, name="generator_bent")(poses)
    posed = layers.Add(name="generator_posed")([bent, posed])
    posed = layers.ReLU(name="generator_posed_relu")(posed)
    x = layers.Dense(wide, use_bias=False, name="generator_moving")(posed)
    still = layers.Dense(wide, use_bias=False, name="generator_still")(who)
    still = layers.Reshape((1, wide), name="generator_still_once")(still)
    x = layers.Add(name="generator_frames")([x, still])
    x = ops.reshape(x, (-1, START, START, filters))
    x = layers.BatchNormalization(momentum=0.9, name="generator_norm_0")(x)
    x = layers.ReLU(name="generator_relu_0")(x)
    x = layers.Conv2DTranspose(width, 4, 2, "same", use_bias=False, name="generator_conv_1")(x)
    x = layers.BatchNormalization(momentum=0.9, name="generator_norm_1")(x)
    x = layers.ReLU(name="generator_relu_1")(x)
    x = layers.Conv2D(4 * channels, 3, padding="same", name="generator_conv_2")(x)
    x = layers.Reshape((height // 2, side // 2, 2, 2 * channels), name="generator_blocks")(x)
    x = layers.Permute((1, 3, 2, 4), name="generator_shuffle")(x)
    x = layers.Reshape((height, side, channels), name="generator_pixels")(x)
    x = ops.reshape(x, (-1, frames, height, side, channels))
    x = layers.Activation("tanh", name="generator_images", dtype="float32")(x)
    return keras.Model([latents, labels], x, name="generator")


def frame_judge(spec: NetworkSpec, sizes: tuple[int, ...], width: int) -> Any:
    """From [frames (batch, height, width, channels), values (batch, values)] to [logits (batch,), what is read (batch, values)].

    Args:
        spec: See :func:`mover`.
        sizes: How many values each factor has; of each, the right one is 1 and the others are 0.
        width: Filters in the layers next to the frame.
    """
    frames = keras.Input(spec.shape[1:], name="frames")
    values = keras.Input((sum(sizes),), name="values")
    x = _seen(frames, spec.shape[1:], width, int(FEATURES * width), "frames")
    return keras.Model([frames, values], _said(x, values, sum(sizes), "frames"), name="frame_judge")


def clip_judge(spec: NetworkSpec, width: int) -> Any:
    """From [clips (batch, frames, height, width, channels), labels int32 (batch,)] to [logits, what is read (batch, classes)].

    It sees no colours: the first frame, and by what the others differ from it.

    Args:
        spec: See :func:`mover`.
        width: Filters in the layers next to the frames.
    """
    layers, ops = keras.layers, keras.ops
    frames, height, side, _ = spec.shape
    clips = keras.Input(spec.shape, name="clips")
    labels = keras.Input((), dtype="int32", name="labels")
    first, others = ops.split(ops.mean(clips, axis=-1), [1], axis=1)
    x = layers.Concatenate(axis=1, name="clips_changes")([first, ops.subtract(others, first)])
    x = layers.Permute((2, 3, 1), name="clips_channels")(x)
    x = _seen(x, (height, side, frames), width, int(FEATURES * width / 2), "clips")
    motion = layers.CategoryEncoding(spec.classes, output_mode="one_hot", name="clips_motion")(labels)
    return keras.Model([clips, labels], _said(x, motion, spec.classes, "clips"), name="clip_judge")


def both_judges(*judges: Any) -> Any:
    """What learns on the judges' side as one model: all that the judges are given, and all that they say. None stands for none."""
    there = [judge for judge in judges if judge is not None]
    given = [one for judge in there for one in judge.inputs]
    return keras.Model(given, [one for judge in there for one in judge.outputs], name="discriminator")


def _seen(x: Any, shape: tuple[int, ...], width: int, features: int, judge: str) -> Any:
    layers = keras.layers
    height, side, channels = shape
    x = layers.Reshape((height // 2, 2, side // 2, 2 * channels), name=f"{judge}_blocks")(x)
    x = layers.Permute((1, 3, 2, 4), name=f"{judge}_shuffle")(x)
    x = layers.Reshape((height // 2, side // 2, 4 * channels), name=f"{judge}_pixels")(x)
    for number in (1, 2):
        x = layers.Conv2D(number * width, 3, number, padding="same", name=f"{judge}_conv_{number}")(x)
        x = layers.LeakyReLU(negative_slope=SLOPE, name=f"{judge}_relu_{number}")(x)
    x = layers.Flatten(name=f"{judge}_flatten")(x)
    x = layers.Dense(features, name=f"{judge}_dense")(x)
    return layers.LeakyReLU(negative_slope=SLOPE, name=f"{judge}_features")(x)


def _said(x: Any, told: Any, count: int, judge: str) -> list[Any]:
    """The logit, with a projection onto what the judge is told, and what its reader reads.

    Reference: Miyato & Koyama 2018, Eq. 3, arXiv:1802.05637; the reader: Odena et al. 2017, Section 3, arXiv:1610.09585.
    Differs from the papers: the reader is one layer, and learns from real samples alone.
    """
    layers = keras.layers
    logit = layers.Dense(1, name=f"{judge}_logit")(x)
    each = layers.Dense(count, use_bias=False, kernel_initializer="zeros", name=f"{judge}_each")(x)
    match = layers.Dot(axes=1, name=f"{judge}_projection")([each, told])
    logit = layers.Add(name=f"{judge}_sum")([logit, match])
    logits = layers.Reshape((), name=f"{judge}_logits", dtype="float32")(logit)
    return [logits, layers.Dense(count, name=f"{judge}_read", dtype="float32")(x)]
