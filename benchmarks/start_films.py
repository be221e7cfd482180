"""Make the films of the Start page: pictures that slowly turn into one another, each along a way that ends where it began.

    python benchmarks/start_films.py [WORLD ...]

Digits and creatures come from the archives that ship inside; clothes from a training of :data:`STEPS` steps. Writes
``ganboard/app/start/films/WORLD.webp``.
"""

from __future__ import annotations

import sys

import numpy as np

from ganboard import figures
from ganboard.app.start.film import CELLS, FILMS, FRAMES
from ganboard.app.start.worlds import WORLDS
from ganboard.config import TrainConfig
from ganboard.latent.interpolate import slerp
from ganboard.latent.renderer import Renderer
from ganboard.presets import preset
from ganboard.shipped import shipped
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

STEPS = 6_000
STOPS = 6
"""Points that a way leads through."""
BOLDNESS = 0.8
"""Latents times this: a little nearer to the typical pictures than chance is."""
QUALITY = 82


def maker(world: str) -> tuple[TrainConfig, Checkpoint]:
    """The networks that draw a world."""
    if world != "clothes":
        archive = shipped(world)
        return archive.config, archive.checkpoint
    trainer = Trainer(preset(WORLDS[world].preset).config(seed=1))
    trainer.advance(STEPS)
    return trainer.config, trainer.checkpoint()


def film(world: str) -> np.ndarray:
    """All frames, uint8, (CELLS * FRAMES, side, side, channels)."""
    config, checkpoint = maker(world)
    renderer, chance = Renderer(config), np.random.default_rng(7)
    renderer.load(checkpoint)
    spec, frames = config.network_spec, []
    parts = np.arange(FRAMES // STOPS) / (FRAMES // STOPS)
    for cell in range(CELLS):
        stops = BOLDNESS * chance.standard_normal((STOPS, spec.latent_size)).astype(np.float32)
        kinds = chance.integers(spec.classes, size=STOPS) if spec.classes > CELLS else np.full(STOPS, cell)
        told = np.eye(spec.classes, dtype=np.float32)[kinds]
        for stop in range(STOPS):
            following = (stop + 1) % STOPS
            way = slerp(stops[stop], stops[following], parts)
            classes = told[stop] + parts[:, None] * (told[following] - told[stop])
            frames.append(renderer.samples(way, classes.astype(np.float32)))
    return np.concatenate(frames)


if __name__ == "__main__":
    FILMS.mkdir(exist_ok=True)
    for name in sys.argv[1:] or WORLDS:
        target = FILMS / f"{name}.webp"
        sheet = figures.grid(film(name), FRAMES, gap=0)
        figures.to_pil(sheet).save(target, "WEBP", quality=QUALITY, method=6)
        sys.stdout.write(f"{target}: {target.stat().st_size:,} bytes\n")
