"""How fast points train, and how soon the ring's places are found: ``python benchmarks/points.py [--seconds 20] [name=value ...]``.

Prints a line per seed, with the load of the machine before it began: on busy cores seconds and steps per second mean little.
"""

from __future__ import annotations

import argparse
import json
import os
import time

import numpy as np

from ganboard.metrics.modes import modes
from ganboard.presets import preset
from ganboard.sampler import latents
from ganboard.trainer import Trainer

EVERY = 250
"""Steps between two looks."""
FAKES = 2000


def measure(seed: int, seconds: float, changes: dict[str, str]) -> None:
    """Train a seed from a cold start, and print when all places were found and at what speed."""
    config = preset("points").config(seed=seed, **changes)
    begun = time.perf_counter()
    trainer = Trainer(config)
    trainer.compile()
    trainer.advance(1)
    ready = time.perf_counter() - begun
    density, z = config.dataset.density, latents(FAKES, config.network_spec.latent_size, 1)
    found: list[tuple[int, float]] = []
    first = None
    while trainer.seconds < seconds:
        trainer.advance(EVERY)
        covered, good = modes(trainer.sampler.sample(z), density.modes, density.deviation)
        found.append((round(covered.value * len(density.modes)), good.value))
        if first is None and found[-1][0] == len(density.modes):
            first = trainer.seconds
    counts = np.array([count for count, _ in found])
    held = int(np.argmin(counts[::-1] == len(density.modes))) if (counts != len(density.modes)).any() else len(counts)
    print(
        f"seed {seed}: ready after {ready:.1f} s, {trainer.step / trainer.seconds:,.0f} steps/s, all places first after "
        f"{'never' if first is None else f'{first:.1f} s'}, held for the last {held * EVERY:,} of {trainer.step:,} steps; "
        f"at the end {found[-1][0]} of {len(density.modes)}, {found[-1][1]:.0%} good; every fifth of the time "
        f"{[(c, round(g, 2)) for c, g in found[len(found) // 5 - 1 :: max(1, len(found) // 5)]]}",
        flush=True,
    )


def main() -> None:
    """Measure some seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("changes", nargs="*")
    arguments = parser.parse_args()
    changes = dict(change.split("=", 1) for change in arguments.changes)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {json.dumps(changes)}", flush=True)
    for seed in range(arguments.seeds):
        measure(seed, arguments.seconds, changes)


if __name__ == "__main__":
    main()
