"""Let it move: one creature, and all that it can do; and how good clips are."""

from __future__ import annotations

import numpy as np

from ganboard.errors import ConfigError
from ganboard.evaluation.clips import chosen, counts_of, counts_of_real
from ganboard.i18n import N_
from ganboard.sampler import latents
from ganboard.studio.base import Answer, Scene, question
from ganboard.studio.points import text_of

PARTS, PART = 10, 40
"""In how many answers a checkpoint is measured, and how many clips are looked at in each: the judges see eight pictures of each."""
SEEDS = 2**31
"""Seeds are below this."""


@question(needs="move")
def moves(scene: Scene, seed: int, manner: int, who: dict[str, str]) -> Answer:
    """One creature that makes every motion in turn.

    Args:
        scene: Of a training that makes clips.
        seed: From 0: decides who is seen, as far as ``who`` leaves it open.
        manner: From 0: decides how it moves.
        who: Values by factor, plain ids.

    Returns:
        ``who``, the values of all factors; ``z``, its noise, base64 of float32; ``step``; and a clip of each motion.

    Raises:
        ConfigError: there is no such seed, factor or value.
    """
    for name, given in (("seed", seed), ("manner", manner)):
        if not 0 <= given < SEEDS:
            raise ConfigError(name, given, N_("a number from {ge} to {le}"), ge=0, le=SEEDS - 1)
    factors, spec, parts = scene.config.dataset.beings, scene.renderer.spec, scene.renderer.parts
    if unknown := [name for name in who if name not in [factor.name for factor in factors]]:
        names = ", ".join(factor.name for factor in factors)
        raise ConfigError("who", unknown[0], N_("one of {choices}"), choices=names)
    noise = latents(1, spec.latent_size, seed)[0]
    noise[parts["how"]] = latents(1, len(noise[parts["how"]]), manner)[0]
    begin = 0
    seen: dict[str, str] = {}
    for factor in factors:
        own = noise[begin : begin + len(factor)]  # a view: what is exchanged here is exchanged in the noise
        largest = int(own.argmax())
        value = who.get(factor.name, factor.values[largest])
        if value not in factor.values:
            raise ConfigError("who", value, N_("one of {choices}"), choices=", ".join(factor.values))
        wanted = factor.values.index(value)
        own[[largest, wanted]] = own[[wanted, largest]]  # the noise stays as it is usual
        seen[factor.name] = value
        begin += len(factor)
    scene.renderer.switch({})
    clips = scene.renderer.samples(np.repeat(noise[None], spec.classes, axis=0), np.eye(spec.classes, dtype=np.float32))
    return {"who": seen, "z": text_of(noise), "step": scene.step}, clips


@question(needs="move")
def clip_counts(scene: Scene, part: int) -> Answer:
    """What judges see in some of the clips by which a checkpoint is measured; the sum over all parts is what counts.

    Args:
        scene: Of a training that makes clips.
        part: From 0 to :data:`PARTS` less one.

    Returns:
        ``step``; ``fakes`` and ``unseen``, see :meth:`ganboard.evaluation.clips.ClipCounts.to_dict`.

    Raises:
        ConfigError: there is no such part.
    """
    if not 0 <= part < PARTS:
        raise ConfigError("part", part, N_("a number from {ge} to {le}"), ge=0, le=PARTS - 1)
    start, stop = part * PART, (part + 1) * PART
    noise = latents(stop, scene.renderer.spec.latent_size, 0)[start:]
    classes = scene.renderer.spec.classes
    labels = np.arange(start, stop) % classes
    scene.renderer.switch({})
    clips = scene.renderer.samples(noise, np.eye(classes, dtype=np.float32)[labels])
    fakes, unseen = counts_of(clips, labels, chosen(noise)), counts_of_real(start, stop)
    return {"step": scene.step, "fakes": fakes.to_dict(), "unseen": unseen.to_dict()}, None
