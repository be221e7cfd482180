"""What a start brings besides weights: networks of the sizes in which what was learnt fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ganboard.architectures import ARCHITECTURES, NetworkSpec
from ganboard.datasets import DATASETS, Dataset
from ganboard.errors import ConfigError, RunError
from ganboard.i18n import N_, message
from ganboard.methods import METHODS, Method
from ganboard.settings import flattened, settings_of
from ganboard.starts.base import STARTS, Start
from ganboard.starts.shipped import TITLES

TELL = N_(
    "What this begins with was told what each picture shows, and draws nothing without being told. Switch “{told}” on, or begin "
    "with something else."
)
UNTOLD = N_(
    "What this begins with was told what each picture shows, and draws nothing without being told. Here nobody tells it. "
    "Choose “{fitting}” instead."
)


def may_bring(method: type[Method]) -> tuple[str, ...]:
    """The settings, and the parts with all of theirs, that a start can bring to a method, by flat name."""
    return (*method.sized_by, *(("conditional",) if "conditional" in settings_of(method) else ()))


def brought(start: Start, method: type[Method], dataset: Dataset, beside: Path | None = None) -> dict[str, Any]:
    """The settings that a training takes over from the one whose weights it begins with, by flat name.

    They are the sizes of its networks (:attr:`Method.sized_by`), and that classes are told where they were told before: in other
    networks nothing of what was learnt would fit. Nothing is taken over by a method whose networks are built otherwise, for data
    that such networks cannot make, or where nobody can say how the other training was set.

    Args:
        start: What the training begins with.
        method: How it learns.
        dataset: What it learns from.
        beside: As for :meth:`Start.arrays`.
    """
    own = start.settings(beside)
    try:
        learnt = own["method"]
        if METHODS.get(learnt["name"]).sized_by != method.sized_by:
            return {}
        found = {name: learnt[name] for name in method.sized_by}
        if "architecture" in found:
            networks = ARCHITECTURES.create(found["architecture"])
            networks = networks.sized(DATASETS.create(own["dataset"]).shape, dataset.shape)
            networks.check(NetworkSpec(dataset.shape, found["latent_size"]))
            found["architecture"] = networks.to_dict()
    except (ConfigError, KeyError, TypeError):  # settings that this version does not know, or none at all
        return {}
    if dataset.classes and learnt.get("conditional") is True and "conditional" in may_bring(method):
        found["conditional"] = True
    return flattened(found)


def check_told(start: Start, method: Method, dataset: Dataset, beside: Path | None = None) -> None:
    """See that networks which were told classes are told classes here.

    What they were told enters a generator as a number for each unit of its first layer, on top of what noise gives: by it they
    know where a creature stands and where there is ground. Where nothing is told no weight can hold that.

    Args:
        start: What a training begins with.
        method: How it learns.
        dataset: What it learns from.
        beside: As for :meth:`Start.arrays`.

    Raises:
        RunError: they are not; the sentence says what would fit.
    """
    if not _was_told(start, beside) or getattr(method, "conditional", True):
        return
    if dataset.classes:
        raise RunError(TELL, told=message(dataset.told))
    raise RunError(UNTOLD, fitting=message(_fitting(type(method), dataset)))


def _was_told(start: Start, beside: Path | None = None) -> bool:
    learnt = start.settings(beside).get("method")
    return isinstance(learnt, dict) and learnt.get("conditional") is True


def _fitting(method: type[Method], dataset: Dataset) -> str:
    """The title of something to begin with where nothing is told."""
    for name, title in TITLES.items():
        start = STARTS.create({"name": "shipped", "archive": name})
        learnt = DATASETS.create(start.settings()["dataset"])
        if not _was_told(start) and learnt.shape[-1] == dataset.shape[-1] and brought(start, method, dataset):
            return title
    return STARTS.get("fresh").title
