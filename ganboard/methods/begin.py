"""How networks begin with what others have learnt: layers that fit are taken over by their names, and the rest stays fresh."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ganboard.backend import keras

SHOWN = "average"
"""What the names of the weights of the network that makes samples begin with in a checkpoint, whatever the method."""
LATENTS = "latents"
"""What the input of a generator is called that takes noise."""
FRESH = "fresh/"
"""What stands before the names of weights that were not taken over, in the file that a run keeps of its beginning."""


@dataclass(frozen=True)
class Begun:
    """What became of weights that networks were to begin with.

    Attributes:
        taken: The names of those that were taken over, of the maker's networks.
        fresh: The names of those that were not there, or of another shape.
        share: The part of all numbers in the networks that was taken over, from 0 to 1.
        frozen: The names of the judge's layers that stay as they are.
    """

    taken: tuple[str, ...]
    fresh: tuple[str, ...]
    share: float
    frozen: tuple[str, ...] = ()

    def with_frozen(self, layers: tuple[str, ...]) -> Begun:
        """The same, with these layers frozen."""
        return replace(self, frozen=layers)

    def to_dict(self) -> dict[str, Any]:
        """JSON types only."""
        return {
            "taken": list(self.taken),
            "fresh": list(self.fresh),
            "share": round(self.share, 4),
            "frozen": list(self.frozen),
        }


def begin(
    variables: Mapping[str, Any],
    networks: Mapping[str, Any],
    copies: Mapping[str, tuple[str, ...]],
    arrays: Mapping[str, np.ndarray],
) -> Begun:
    """Set weights to arrays of the same names and shapes.

    A layer is taken over whole or not at all: without the other's kernel its bias means nothing.

    A layer that is given the noise as it is takes over what was learnt for as many numbers of it as both have. What else it is
    given, such as the class, counts nothing at first where the other was not told it: so both make the same pictures. (The other
    way round it cannot be, see :func:`ganboard.starts.brought.check_told`.)

    Args:
        variables: Of a learner, by name.
        networks: The maker's, by name.
        copies: Its networks that begin as others of the maker do, with the names of these.
        arrays: By name; what stands under ``fresh/`` is set and does not count as learnt.
    """
    owners, begun = set(networks), []
    noise = entrances(networks[SHOWN])
    for name, variable in variables.items():
        owner, _, path = name.partition("/")
        sources = [f"{name}/{path}" for name in copies.get(owner, (owner,)) if name in owners]
        if not sources or "chance_" in path:
            continue
        source = next((each for each in sources if each in arrays or FRESH + each in arrays), sources[0])
        array = arrays.get(source, arrays.get(FRESH + source))
        if array is not None and source in noise:
            array = _entering(array, noise[source], tuple(variable.shape), arrays)
        begun.append((name, source, None if array is None else _fitting(array, variable)))
    taken: dict[str, int] = {}
    fresh: dict[str, int] = {}
    unlike = {_layer(name) for name, _, fitting in begun if fitting is None}
    for name, source, fitting in begun:
        fits = fitting is not None and _layer(name) not in unlike
        if fits:
            variables[name].assign(fitting)
        if name.partition("/")[0] in owners or fits:  # else it counts where the maker's own network has it
            counted = taken if fits and source in arrays else fresh
            counted[source] = int(np.prod(variables[name].shape))
    total = sum(taken.values()) + sum(fresh.values())
    return Begun(tuple(taken), tuple(fresh), sum(taken.values()) / total if total else 0.0)


def kept(variables: Mapping[str, Any], begun: Begun) -> dict[str, np.ndarray]:
    """All weights of the maker's networks as they begin, those that were not taken over under ``fresh/``, in their order."""
    named = {name: FRESH + name if name in begun.fresh else name for name in variables}
    owners = {name.partition("/")[0] for name in (*begun.taken, *begun.fresh)}
    return {
        named[name]: variable.numpy()
        for name, variable in variables.items()
        if name.partition("/")[0] in owners and "/chance_" not in name
    }


def freeze(network: Any, count: int, taken: Collection[str], owner: str = "discriminator") -> tuple[str, ...]:
    """Have the first layers of a network that hold kernels learn no more, as far as they have learnt something elsewhere.

    Args:
        network: A Keras model whose layers stand in the order of computation.
        count: How many of them; with all, at least the last one goes on learning.
        taken: The names of all weights that were taken over. From the first layer that is fresh on, all layers learn.
        owner: What the names of the network's weights begin with there.

    Returns:
        Their names.

    Reference: Mo et al. 2020, Section 3, arXiv:2002.10964. Differs from the paper: nothing.
    """
    layers = [layer for layer in network.layers if getattr(layer, "kernel", None) is not None and layer.trainable]
    known = [all(f"{owner}/{weight.path}" in taken for weight in layer.weights) for layer in layers]
    first_fresh = known.index(False) if False in known else len(layers)
    frozen = layers[: max(0, min(count, len(layers) - 1, first_fresh))]
    for layer in frozen:
        layer.trainable = False
    return tuple(layer.name for layer in frozen)


def _layer(name: str) -> str:
    return name.rpartition("/")[0]


def entrances(network: Any) -> dict[str, tuple[tuple[str, int], ...]]:
    """The kernels of the dense layers of a generator that are given the latents as they are, alone or with something else.

    Args:
        network: A Keras model.

    Returns:
        For each, by its name in a checkpoint, which layers give it how many numbers, in their order; the latents' is "latents".
    """
    makers = {id(layer.output): layer for layer in network.layers}
    found = {}
    for layer in network.layers:
        kernel = getattr(layer, "kernel", None)
        if kernel is None or len(kernel.shape) != 2:
            continue
        before = makers.get(id(layer.input))
        if before is not None and isinstance(before, keras.layers.Concatenate):
            given = [makers.get(id(one)) for one in before.input]
        else:
            given = [before]
        widths = tuple((each.name, int(each.output.shape[-1])) for each in given if each is not None)
        if len(widths) == len(given) and [name for name, _ in widths].count(LATENTS) == 1:
            found[f"{SHOWN}/{kernel.path}"] = widths
    return found


def _entering(
    array: np.ndarray, given: tuple[tuple[str, int], ...], shape: tuple[int, ...], arrays: Mapping[str, np.ndarray]
) -> np.ndarray | None:
    """A kernel at the entrance as one of another shape; None where it was given something else besides latents than this one."""
    if array.shape == shape or array.ndim != len(shape) or array.shape[1:] != shape[1:]:
        return array
    there = {name for name, _ in given if any(each.startswith(f"{SHOWN}/{name}/") for each in arrays)}
    latents = len(array) - sum(width for name, width in given if name in there)
    if latents <= 0:
        return None
    rows, read = [], 0
    for name, width in given:
        had = latents if name == LATENTS else width if name in there else 0
        own = array[read : read + min(had, width)]
        rows += [own, np.zeros((width - len(own), shape[1]), array.dtype)]
        read += had
    return np.concatenate(rows)


def _fitting(array: np.ndarray, variable: Any) -> np.ndarray | None:
    """The array where the variable takes it; None where it does not fit."""
    fits = array.shape == tuple(variable.shape) and array.dtype == variable.dtype.as_numpy_dtype
    return array if fits else None
