"""Slow motion: what is shown of one step that was taken apart, still by still, with its real numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ganboard.backend import tf
from ganboard.i18n import message

SHOWN_STILL = 8
"""Samples of a batch that a still shows at most, the first ones."""


@dataclass(frozen=True)
class Row:
    """Some samples of the batch, or what belongs to them, in one line.

    Attributes:
        role: Whose colour they have: "real", "fake", "judge", "noise" or "plain".
        title: A few words, a message.
        kind: "samples" (as the medium stores them), "numbers" (a list of numbers for each sample) or "drawing".
        samples: (count, *shape) of what ``kind`` says: stored samples, float32 (count, size), or float32 drawings (count, height,
            width, 1) from 0 to 255.
        scale: "score" where the bars go from 0 to 1, "number" where they may be of any size; "" where there are none.
        bars: A number for each sample, float64, (count,); empty where there are none.
        before: The same before the update; empty where nothing changed.
        pulls: The way that lowers the loss, minus its gradient over the samples, (count, *shape); None where there is none.
    """

    role: str
    title: dict[str, Any]
    kind: str
    samples: np.ndarray
    scale: str = ""
    bars: tuple[float, ...] = ()
    before: tuple[float, ...] = ()
    pulls: np.ndarray | None = None


@dataclass(frozen=True)
class Term:
    """One number of a sum.

    Attributes:
        role: Whose colour it has.
        title: What it is, a message.
        value: How much it adds.
    """

    role: str
    title: dict[str, Any]
    value: float


@dataclass(frozen=True)
class Sum:
    """A loss as a formula with the numbers of this step in it.

    Attributes:
        symbol: LaTeX of what it is called.
        formula: LaTeX of what it is.
        terms: What it is the sum of in this step.
        value: The sum.
        more: What is made small together with it, besides.
    """

    symbol: str
    formula: str
    terms: tuple[Term, ...]
    value: float
    more: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Layer:
    """One layer of a network.

    Attributes:
        network: Whose it is, as its letter: "D", "G".
        name: As Keras calls it.
        slope: The length of the loss's gradient over its weights.
        count: How many weights it has.
    """

    network: str
    name: str
    slope: float
    count: int


@dataclass(frozen=True)
class Still:
    """One thing that happens in a step.

    Attributes:
        name: Plain id, differs from that of every other still of the step.
        actor: Who acts, a message: stills of one actor stand together.
        role: Whose colour it has.
        lit: What of the method's drawing lights up, by plain ids.
        title: A few words, a message.
        sentences: What happens, the plainest first, messages.
        rows: Samples, with what there is to say of each.
        total: The loss, where this is about it.
        layers: The gradient's size in each layer, where this is about it, from what a network is given to what it says.
    """

    name: str
    actor: dict[str, Any]
    role: str
    lit: tuple[str, ...]
    title: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    rows: tuple[Row, ...] = ()
    total: Sum | None = None
    layers: tuple[Layer, ...] = ()


def of_samples(
    role: str,
    title: str,
    stored: np.ndarray,
    scale: str = "",
    bars: np.ndarray | None = None,
    before: np.ndarray | None = None,
    pulls: np.ndarray | None = None,
) -> Row:
    """The first samples of a batch in one line.

    Args:
        role: As in :class:`Row`.
        title: Marked for translation.
        stored: Those that are shown, as the medium stores them, (count, *shape).
        scale: As in :class:`Row`, where there are bars.
        bars: Of the whole batch, of which the first ones are taken; so are ``before`` and ``pulls``.
        before: The same before the update.
        pulls: As in :class:`Row`.
    """
    count = len(stored)
    told, earlier = (() if some is None else tuple(map(float, some[:count])) for some in (bars, before))
    kept = None if pulls is None else pulls[:count]
    return Row(role, message(title), "samples", stored, scale if told else "", told, earlier, kept)


def layers_of(network: str, variables: list[Any], gradients: list[Any]) -> tuple[Layer, ...]:
    """How long the gradient is in each layer of a network.

    Args:
        network: Its letter.
        variables: Its trainable weights, with their Keras paths.
        gradients: One for each; None where the loss does not depend on it.
    """
    found: dict[str, tuple[float, int]] = {}
    for variable, gradient in zip(variables, gradients, strict=True):
        name = variable.path.rpartition("/")[0].rpartition("/")[2] or variable.path
        squares, count = found.get(name, (0.0, 0))
        array = np.zeros(1) if gradient is None else np.asarray(tf.convert_to_tensor(gradient), np.float64)
        found[name] = squares + float(np.square(array).sum()), count + int(np.prod(variable.shape))
    return tuple(Layer(network, name, float(np.sqrt(squares)), count) for name, (squares, count) in found.items())


def told_apart(*values: float) -> list[str]:
    """Numbers as one reads them, with so many digits after the point, two to four, that they differ where they do."""
    for digits in (2, 3, 4):
        texts = [f"{value:.{digits}f}".replace("-", "−") for value in values]
        if len(set(texts)) == len(texts):
            break
    return texts


def moved(before: dict[str, np.ndarray], after: dict[str, np.ndarray], owners: tuple[str, ...]) -> tuple[float, int]:
    """How far the weights of some networks moved, the mean of the absolute differences, and how many they are.

    Args:
        before: Weights and all else by their names in a checkpoint.
        after: The same after the update.
        owners: What the names of those networks' weights begin with.
    """
    names = [name for name in before if name.split("/")[0] in owners and "/chance_" not in name]
    far = sum(float(np.abs(np.asarray(after[name], np.float64) - before[name]).sum()) for name in names)
    count = sum(before[name].size for name in names)
    return far / max(count, 1), count
