"""Generators held open for the explorer, and the questions that can be put to them.

A question is a function in a module of this package, entered with :func:`question`. It gets the scene, the generator of one
checkpoint, and arguments of JSON types; it gives back a dict of JSON types and, where it makes samples, one array of them: uint8
pictures, or float32 points.
A glance is a question that opens no checkpoint: it gets the run alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, overload

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.errors import CheckpointError, ConfigError, EngineError, GANBoardError, reason
from ganboard.i18n import N_
from ganboard.latent.renderer import Renderer
from ganboard.latent.swapper import Swapper
from ganboard.latent.translator import Translator
from ganboard.media import ImageMedium
from ganboard.run_checkpoints import passed_over
from ganboard.run_data import parts
from ganboard.runs import Run, find_run
from ganboard.shipped import archive_of, shipped
from ganboard.snapshot import Checkpoint
from ganboard.studio.asked import read_arguments
from ganboard.studio.memory import Memory

SHIPPED = "shipped"
"""The source that names the digits' generator that comes with GANBoard."""
RENDERERS, SCENES, SETS, WORKS = 3, 24, 2, 16
"""How many of each are kept that nobody uses: opened networks, checkpoints, sets of images, works that are going on."""
IN_USE, LEFT = 20.0, 180.0
"""Seconds after the last question for which a thing is in use, and for which a work is waited for: a hidden tab asks on once a
minute."""
OURS = N_(
    "GANBoard made a mistake while it answered “{question}” ({problem}). No setting of yours "
    "caused it. The file engine.log in the runs' folder says where; please report it."
)
NO_PICTURE = N_("a training of pictures: this one makes something else, and has no picture to explore")
Answer = tuple[dict[str, Any], np.ndarray | None]
Question = Callable[..., Answer]
QUESTIONS: dict[str, Question] = {}
NEEDS: dict[str, str] = {}
"""The ability that each question needs; empty where none is needed."""
UNABLE = {
    "make": N_("a training that makes pictures from noise alone; for this one you draw, on the page “Draw a creature”"),
    "judge": N_("a training in which a judge (discriminator) looks at pictures"),
    "move": N_("a training that makes clips, such as “Creatures that move” on the Train page"),
    "translate": N_(
        "a training that makes pictures from drawings, such as “Creatures from drawings” on the Train page"
    ),
    "swap": N_(
        "a training that changes pictures into pictures of another side, such as “Day and night” on the Train page"
    ),
}
"""What is expected, marked for translation, where networks lack an ability."""
OF_PICTURES: set[str] = set()
KEEPING: set[str] = set()
GLANCES: dict[str, Callable[..., dict[str, Any]]] = {}


@overload
def question(function: Question) -> Question: ...
@overload
def question(*, needs: str) -> Callable[[Question], Question]: ...
def question(function: Question | None = None, *, needs: str = "make") -> Any:
    """Decorator that enters a function as the question of its name.

    Args:
        function: What answers it.
        needs: The ability without which networks cannot be asked it, see ``Method.abilities``; empty where all can.
    """
    if function is None:
        return partial(question, needs=needs)
    QUESTIONS[function.__name__], NEEDS[function.__name__] = function, needs
    return function


def of_pictures(function: Question) -> Question:
    """Decorator, above :func:`question`: it can be answered only where samples are pictures."""
    OF_PICTURES.add(function.__name__)
    return function


def keeping(function: Question) -> Question:
    """Decorator, above :func:`question`: what comes of it stays in the run's folder. Who only watches a run may not ask it."""
    KEEPING.add(function.__name__)
    return function


def is_keeping(name: str) -> bool:
    """Whether what comes of a question stays in the run's folder."""
    _discover()
    return name in KEEPING


def glance(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Decorator that enters a function as a question about a run, or the name of what is shipped; no network is opened for it."""
    GLANCES[function.__name__] = function
    return function


@dataclass
class Scene:
    """The generator of one checkpoint, opened, and what was found out about it.

    Attributes:
        source: Id of the run, or of what is shipped, see :func:`ganboard.shipped.archive_of`.
        born: When the run was made: another run under its name is another one. None for what is shipped.
        step: Of the checkpoint.
        stamp: Of the checkpoint's file, see ``Run.stamp``; the name of what is shipped.
        config: Of the run.
        renderer: A :class:`Renderer`; a :class:`Translator` of a training that makes pictures of drawings; or a :class:`Swapper`
            of one that changes pictures into others. It holds this checkpoint's weights while a question is answered.
        run: The folder; None for what is shipped.
        studio: Where what is no part of this checkpoint is kept.
        checkpoint: What is shown of it.
        known: What questions keep about this checkpoint, by names of their own.
    """

    source: str
    born: float | None
    step: int
    stamp: str
    config: TrainConfig
    renderer: Any
    run: Run | None
    studio: Studio
    checkpoint: Checkpoint
    known: dict[Any, Any] = field(default_factory=dict)

    @property
    def life(self) -> tuple[str, float | None]:
        """The source, from when it was made to when it was deleted: what all its checkpoints share is kept under this."""
        return self.source, self.born

    @property
    def key(self) -> tuple[Any, ...]:
        """This very checkpoint."""
        return *self.life, self.step, self.stamp

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What is kept under a key, made at the first use."""
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]

    def take(self) -> None:
        """Have the renderer hold this checkpoint's weights; a work does it at each of its slices.

        Raises:
            CheckpointError: they do not fit its networks.
        """
        if self.renderer.holds != self.key:
            self.renderer.load(self.checkpoint)
            self.renderer.holds = self.key

    def data(self) -> Data:
        """The images that the generator learned from, read once.

        Raises:
            DatasetError: they cannot be had any more.
        """
        run, dataset = self.run, self.config.dataset
        return self.studio.sets.once(
            (*self.life, repr(dataset)), lambda: split(dataset.load())[0] if run is None else parts(run)[0]
        )


class Studio:
    """Answers questions about any checkpoint. Belongs to the thread that computes.

    Args:
        root: Where the runs lie.

    Attributes:
        root: The same.
        sets: Images that generators learned from, by source.
        works: What takes many questions, each holding its own scene: nobody's questions end another's work.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sets: Memory[Data] = Memory(SETS, IN_USE)
        self.works: Memory[Any] = Memory(WORKS, LEFT)
        self._renderers: Memory[Any] = Memory(RENDERERS, IN_USE)
        self._scenes: Memory[Scene] = Memory(SCENES, IN_USE)

    def answer(self, name: str, source: str, step: int | None, arguments: dict[str, Any]) -> Answer:
        """Answer one question.

        Args:
            name: Of the question.
            source: Id of a run, or of what is shipped, see :func:`ganboard.shipped.archive_of`.
            step: Of which checkpoint; None for where the run stands.
            arguments: Of the question, JSON types.

        Returns:
            What the question says, with the ``"stamp"`` of the checkpoint that it was about, and a message ``"passed_over"``
            where the newest was asked for and cannot be read; and samples or None.

        Raises:
            GANBoardError: the sentence says what is wrong, and what to do.
        """
        _discover()
        try:
            if name in GLANCES:
                run = archive_of(source) or find_run(self.root, source)
                return GLANCES[name](run, **read_arguments(GLANCES[name], arguments)), None
            if name not in QUESTIONS:
                raise EngineError(N_("The explorer knows no question {name}."), name=name)
            given = read_arguments(QUESTIONS[name], arguments)
            scene, lost = self._found(source, step)
            if NEEDS[name] and NEEDS[name] not in scene.renderer.abilities:
                raise ConfigError("method", scene.config.method.name, UNABLE[NEEDS[name]])
            if name in OF_PICTURES and not isinstance(scene.config.dataset.medium, ImageMedium):
                raise ConfigError("dataset", scene.config.dataset.name, NO_PICTURE)
            head, pictures = QUESTIONS[name](scene, **given)
        except GANBoardError:
            raise
        except Exception as error:  # what came was looked at before: whatever this is, it is our fault
            traceback.print_exception(error)  # stderr is the engine's log
            raise EngineError(OURS, question=name, problem=reason(error)[:300]) from error
        told = passed_over(lost, scene.step)
        return {**head, "stamp": scene.stamp} | ({"passed_over": told} if told else {}), pictures

    def scene(self, source: str, step: int | None) -> Scene:
        """The opened generator of a checkpoint; without a step of the one where the run stands, or the next that can be read.

        Raises:
            RunError: there is no such run any more.
            CheckpointError: there is no such checkpoint, or it does not fit its networks.
        """
        return self._found(source, step)[0]

    def _found(self, source: str, step: int | None) -> tuple[Scene, list[int]]:
        """The scene, and the steps before it that could not be read."""
        archive = archive_of(source)
        scene, lost = (
            (self._shipped(source, archive), []) if archive else self._of_run(find_run(self.root, source), step)
        )
        scene.take()
        return scene, lost

    def _shipped(self, source: str, name: str) -> Scene:
        archive = shipped(name)
        config, checkpoint = archive.config, archive.checkpoint
        return self._held(
            source,
            self._scenes.get(source),
            config,
            lambda renderer: Scene(source, None, checkpoint.step, name, config, renderer, None, self, checkpoint),
        )

    def _of_run(self, run: Run, step: int | None) -> tuple[Scene, list[int]]:
        lost: list[int] = []
        if step is not None:
            return self._opened(run, step), lost
        for candidate in run.by_standing():
            try:
                return self._opened(run, candidate), lost
            except CheckpointError:  # damaged, or gone: the next one
                lost.append(candidate)
        return self._opened(run, run.load().step), lost  # whose error says what is the matter

    def _opened(self, run: Run, step: int) -> Scene:
        born = run.status().get("created")
        key, stamp = (run.id, born, step), run.stamp(step)
        held = self._scenes.get(key)
        # One that is in use while its run thins its checkpoints out can go on being used; one that was written anew cannot.
        if held is not None and stamp not in (None, held.stamp):
            held = None
        config = run.config() if held is None else held.config
        return self._held(
            key,
            held,
            config,
            lambda renderer: Scene(
                run.id, born, step, stamp or "", config, renderer, run, self, run.load(step, renderer.beginnings)
            ),
        )

    def _held(self, key: Any, held: Scene | None, config: TrainConfig, make: Callable[[Any], Scene]) -> Scene:
        renderer = self.renderer(config)
        if held is None:
            held = make(renderer)
        elif held.renderer is not renderer:  # its networks were let go of meanwhile
            held = replace(held, renderer=renderer)
        return self._scenes.put(key, held)

    def renderer(self, config: TrainConfig) -> Any:
        """Opened networks as a config has them. Whose weights they hold says ``Renderer.holds``."""
        return self._renderers.once(config.method.blueprint(config.dataset), lambda: _opened(config))


def _opened(config: TrainConfig) -> Renderer | Translator | Swapper:
    if "swap" in config.method.abilities:
        return Swapper(config)
    return Translator(config) if "translate" in config.method.abilities else Renderer(config)


@cache
def _discover() -> None:
    import ganboard.studio as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
