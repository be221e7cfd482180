"""How good is it? The readings of a checkpoint, taken in slices and kept in the run's folder."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ganboard.errors import ConfigError
from ganboard.evaluation import store
from ganboard.evaluation.evaluator import Evaluator
from ganboard.evaluation.reference import Reference, reference_of
from ganboard.i18n import N_
from ganboard.latent.renderer import Renderer
from ganboard.runs import Run
from ganboard.shipped import folder_of
from ganboard.studio.background import in_background
from ganboard.studio.base import IN_USE, Answer, Scene, Studio, keeping, of_pictures, question
from ganboard.studio.memory import Memory

SLICE_SECONDS = 0.08
"""How long images are made and looked at in one answer; training waits meanwhile."""
REFERENCES = 2
"""Runs whose real images are remembered though nobody measures them."""
COUNTS = (500, 1_000, 2_000, 5_000)
"""How many fakes a page may ask for."""
_references: WeakKeyDictionary[Studio, Memory[Reference]] = WeakKeyDictionary()


class Measuring:
    """One evaluation that is going on: first in slices of the computing thread, then in a thread of its own.

    It holds its scene, so that no other visitor's questions can end it.
    """

    def __init__(self, scene: Scene, run: Run, count: int) -> None:
        self._scene, self._run = scene, run
        self._evaluator = Evaluator(_reference(scene, run), scene.config, self._make, count)
        # Another stamp: the file was written anew since these weights were read, and they are of an earlier past.
        same = scene.run is None or run.stamp(scene.step) == scene.stamp
        self._checkpoint = run.fingerprint(scene.step) if same else scene.stamp
        self._future: Future[None] | None = None
        self.done = False
        self.orders: set[str] = set()
        """The orders that it serves: whoever gave one hears when it is done."""

    @property
    def progress(self) -> float:
        """How far it is, 0 to 1."""
        return self._evaluator.progress

    def advance(self) -> bool:
        """Carry it on; whether it is done and kept.

        Raises:
            GANBoardError: it could not be done.
        """
        if not self._evaluator.gathered:
            self._scene.take()
            if isinstance(self._scene.renderer, Renderer):
                self._scene.renderer.switch({})
            self._evaluator.advance(SLICE_SECONDS)
        if self._future is None and self._evaluator.gathered:
            self._future = in_background(self._finish, "evaluation")
        if self._future is None or not self._future.done():
            return False
        self._future.result()
        self.done = True
        return True

    def _make(self, latents: np.ndarray, labels: np.ndarray | None) -> np.ndarray:
        renderer, spec = self._scene.renderer, self._scene.renderer.spec
        if not isinstance(renderer, Renderer):  # which is given pictures that no training sees
            return np.asarray(renderer.fakes(latents, labels))
        classes = None if labels is None else np.eye(spec.classes, dtype=np.float32)[labels]
        return renderer.samples(latents, classes)

    def _finish(self) -> None:
        store.save(self._run, self._scene.step, replace(self._evaluator.measure(), checkpoint=self._checkpoint))


@keeping
@of_pictures
@question(needs="")
def measure(scene: Scene, count: Any, order: str = "") -> Answer:
    """Take the readings of the scene's checkpoint, and keep them in the run's folder. Asked again until ``done``.

    Args:
        scene: The generator.
        count: How many fakes, one of :data:`COUNTS`.
        order: Which pressing of the button asks: another one after the end measures anew, and joins one that is going on.

    Returns:
        ``done``, ``progress`` from 0 to 1, and ``step``.

    Raises:
        RunError: what ships inside cannot be unpacked, to keep them there.
        ConfigError: another count.
    """
    if count not in COUNTS:
        raise ConfigError("count", count, N_("one of {choices}"), choices=", ".join(map(str, COUNTS)))
    works, key = scene.studio.works, ("measuring", scene.key, count)
    run = scene.run or folder_of(scene.source, scene.studio.root)
    going: Measuring = works.once(key, lambda: Measuring(scene, run, count))
    if going.done and order not in going.orders:
        going = works.put(key, Measuring(scene, run, count))
    going.orders.add(order)
    try:
        done = going.advance()
    except Exception:
        works.drop(key)  # who asks again begins anew
        raise
    return {"done": done, "progress": 1.0 if done else going.progress, "step": scene.step}, None


def _reference(scene: Scene, run: Run) -> Reference:
    """The real side, which serves for every checkpoint of a run."""
    kept = _references.setdefault(scene.studio, Memory(REFERENCES, IN_USE))
    return kept.once(scene.life, lambda: reference_of(run))
