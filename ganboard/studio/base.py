"""Generators held open for the explorer, and the questions that can be put to them.

A question is a function in a module of this package, entered with :func:`question`. It gets the scene, the generator of one
checkpoint, and arguments of JSON types; it gives back a dict of JSON types and, where it makes pictures, one uint8 array.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.archive import shipped
from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.errors import ConfigError, EngineError, GANBoardError
from ganboard.i18n import N_
from ganboard.latent.renderer import Renderer
from ganboard.run_data import parts
from ganboard.runs import Run, find_run
from ganboard.snapshot import Checkpoint

SHIPPED = "shipped"
"""The source that names the generator that comes with GANBoard."""
RENDERERS, CHECKPOINTS, SCENES = 3, 24, 24
"""How many of each are kept; the longest unused go first."""
Answer = tuple[dict[str, Any], np.ndarray | None]
Question = Callable[..., Answer]
QUESTIONS: dict[str, Question] = {}


def question(function: Question) -> Question:
    """Decorator that enters a function as the question of its name."""
    QUESTIONS[function.__name__] = function
    return function


@dataclass
class Scene:
    """The generator of one checkpoint, opened, and what was found out about it.

    Attributes:
        source: Id of the run, or ``SHIPPED``.
        step: Of the checkpoint.
        config: Of the run.
        renderer: Holds this checkpoint's weights while a question is answered.
        run: The folder; None for what is shipped.
        studio: Where other checkpoints of the source can be had.
        known: What questions keep about this checkpoint, by names of their own.
    """

    source: str
    step: int
    config: TrainConfig
    renderer: Renderer
    run: Run | None
    studio: Studio
    known: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is kept under a key, made at the first use."""
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def data(self) -> Data:
        """The images that the generator learned from.

        Raises:
            DatasetError: they cannot be had any more.
        """
        return self.studio.data(self.source, self.config, self.run)


class Studio:
    """Answers questions about any checkpoint. Belongs to the thread that computes.

    Args:
        root: Where the runs lie.

    Attributes:
        root: The same.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._renderers: OrderedDict[str, Renderer] = OrderedDict()
        self._loaded: dict[str, tuple[str, int]] = {}
        self._checkpoints: OrderedDict[tuple[str, int], Checkpoint] = OrderedDict()
        self._scenes: OrderedDict[tuple[str, int], Scene] = OrderedDict()
        self._data: OrderedDict[str, Data] = OrderedDict()

    def answer(self, name: str, source: str, step: int | None, arguments: dict[str, Any]) -> Answer:
        """Answer one question.

        Args:
            name: Of the question.
            source: Id of a run, or ``SHIPPED``.
            step: Of which checkpoint; None for where the run stands.
            arguments: Of the question, JSON types.

        Raises:
            GANBoardError: the sentence says what is wrong, and what to do.
        """
        _discover()
        if name not in QUESTIONS:
            raise EngineError(N_("The explorer knows no question {name}."), name=name)
        scene = self.scene(source, step)
        try:
            return QUESTIONS[name](scene, **arguments)
        except (TypeError, KeyError, ValueError, IndexError) as error:
            if isinstance(error, GANBoardError):
                raise
            raise ConfigError(name, arguments, "{problem}", problem=f"{type(error).__name__}: {error}") from error

    def scene(self, source: str, step: int | None) -> Scene:
        """The opened generator of a checkpoint.

        Raises:
            RunError: there is no such run any more.
            CheckpointError: there is no such checkpoint, or it does not fit its networks.
        """
        if source == SHIPPED:
            archive, run = shipped(), None
            config, checkpoint = archive.config, archive.checkpoint
        else:
            run = find_run(self.root, source)
            config, checkpoint = run.config(), self._checkpoint(run, step)
        key = (source, checkpoint.step)
        scene = _kept(self._scenes, key, SCENES, lambda: self._open(key, config, run))
        self._take(scene, checkpoint)
        return scene

    def data(self, source: str, config: TrainConfig, run: Run | None) -> Data:
        """The images that a source learned from, read once."""
        return _kept(self._data, source, 2, lambda: split(config.dataset.load())[0] if run is None else parts(run)[0])

    def _open(self, key: tuple[str, int], config: TrainConfig, run: Run | None) -> Scene:
        return Scene(*key, config, self._renderer(config), run, self)

    def _renderer(self, config: TrainConfig) -> Renderer:
        return _kept(self._renderers, _networks(config), RENDERERS, lambda: Renderer(config))

    def _take(self, scene: Scene, checkpoint: Checkpoint) -> None:
        networks, key = _networks(scene.config), (scene.source, scene.step)
        scene.renderer = self._renderer(scene.config)
        # A run that is trained again after a rewind writes the same steps with the same weights.
        if self._loaded.get(networks) != key:
            scene.renderer.load(checkpoint)
            self._loaded[networks] = key
        self._loaded = {name: held for name, held in self._loaded.items() if name in self._renderers}

    def _checkpoint(self, run: Run, step: int | None) -> Checkpoint:
        if step is None:
            step = run.load().step
        return _kept(self._checkpoints, (run.id, step), CHECKPOINTS, lambda: _shown(run.load(step)))


def _shown(checkpoint: Checkpoint) -> Checkpoint:
    """Only what the explorer needs of a checkpoint: a third of it."""
    needed = {
        name: array for name, array in checkpoint.arrays.items() if name.startswith(("average/", "discriminator/"))
    }
    return Checkpoint(checkpoint.step, checkpoint.seconds, needed)


def _networks(config: TrainConfig) -> str:
    return config.method.blueprint(config.dataset)


def _kept(store: OrderedDict[Any, Any], key: Any, most: int, make: Callable[[], Any]) -> Any:
    """A value by key, made if it is not there; the longest unused is let go of."""
    if key not in store:
        store[key] = make()
    store.move_to_end(key)
    while len(store) > most:
        store.popitem(last=False)
    return store[key]


@cache
def _discover() -> None:
    import ganboard.studio as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
