"""You against the judge: pairs of a real picture that D never saw and one that G makes, with D's logits of both."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data, split
from ganboard.errors import ConfigError
from ganboard.explain import logits
from ganboard.i18n import N_
from ganboard.run_data import parts
from ganboard.runs import Run
from ganboard.sampler import latents
from ganboard.studio.background import in_background
from ganboard.studio.base import IN_USE, Answer, Scene, Studio, of_pictures, question
from ganboard.studio.memory import Memory

MOST = 64
"""Pairs in one answer at most."""
SETS = 4
"""Sources whose real pictures are remembered though nobody asks for pairs."""


@dataclass(frozen=True)
class Unseen:
    """Real pictures to be told from fakes.

    Attributes:
        images: uint8, (count, height, width, channels).
        labels: int32, (count,), or None.
        seen: Whether D learns from them after all, because the set is too small to hold some out.
    """

    images: np.ndarray
    labels: np.ndarray | None
    seen: bool


@of_pictures
@question(needs="judge")
def real_or_fake(scene: Scene, seed: int, count: int = 24) -> Answer:
    """Pairs of a real picture and a fake, of the same class where the networks are told one.

    Args:
        scene: Whose networks.
        seed: 0 or more: decides the pairs. Who is to be asked which is real must not know it.
        count: Pairs, up to ``MOST``.

    Returns:
        ``ready``, false as long as the real pictures are being read: asked again until it is true. Then ``step``; ``seen``,
        whether D learns from the real ones after all; ``logits``, D's of each pair, [real, fake]. The pictures are the real one
        and the fake of each pair in turn, (2 count, height, width, channels).

    Raises:
        ConfigError: a number is out of range.
        DatasetError: the real pictures cannot be had any more.
    """
    if not 1 <= count <= MOST:
        raise ConfigError("count", count, N_("a number from {ge} to {le}"), ge=1, le=MOST)
    if seed < 0:
        raise ConfigError("seed", seed, N_("a number of at least {ge}"), ge=0)
    kept, config, run = _unseen.setdefault(scene.studio, Memory(SETS, IN_USE)), scene.config, scene.run
    reading = kept.once(scene.life, lambda: in_background(lambda: _read(config, run), "unseen"))
    if not reading.done():
        return {"ready": False}, None
    try:
        unseen = reading.result()
    except Exception:
        kept.drop(scene.life)  # who asks again has them read again
        raise
    renderer = scene.renderer
    spec = renderer.spec
    chance = np.random.default_rng(seed)
    picks = chance.choice(len(unseen.images), count, replace=len(unseen.images) < count)
    labels = unseen.labels[picks] if spec.classes and unseen.labels is not None else None
    renderer.switch({})
    noise = latents(count, spec.latent_size, int(chance.integers(2**31)))
    fakes = renderer.samples(noise, None if labels is None else np.eye(spec.classes, dtype=np.float32)[labels])
    both = np.stack([unseen.images[picks], fakes], axis=1).reshape(2 * count, *spec.shape)
    told = None if labels is None else np.repeat(labels, 2)
    scores = logits(renderer.discriminator, both, told).reshape(count, 2)
    return {"ready": True, "step": scene.step, "seen": unseen.seen, "logits": scores.tolist()}, both


_unseen: WeakKeyDictionary[Studio, Memory[Future[Unseen]]] = WeakKeyDictionary()


def _read(config: TrainConfig, run: Run | None) -> Unseen:
    training, held_out = split(config.dataset.load()) if run is None else parts(run)
    data: Data = training if held_out is None else held_out
    hidden: Any = data.columns.get("never_shown") if "never_shown" in config.method.needs else None
    if hidden is not None:  # D was told of none such, and would take each of them for a fake
        data = data.take(~np.asarray(hidden))
    return Unseen(np.asarray(data.samples), data.labels, held_out is None)
