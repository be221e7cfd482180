"""How good clips are after so many CPU seconds of two threads: with both judges, and without each.

    python -m benchmarks.clips [--cpu 180] [--seeds 0 1] [--only all] [--count 400] [--pictures FOLDER]
    python -m benchmarks.clips --archive ganboard/archives/clips.zip

About 90 seconds of two cores are 180 CPU seconds. Of each: how often the judge of motions sees what was asked for; how often the
judge of creatures sees the same creature in all frames; how often it sees the five factors that the noise chose in the first one.
Edges (variance of the Laplacian, real ones are 1) and grain (median of its amount, in levels) are of all frames: sharp clips have
strong edges and little grain. The first line is of real clips that no training sees.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.archive import read_archive
from ganboard.backend import load_quietly
from ganboard.config import TrainConfig
from ganboard.creatures.moving import MOTIONS
from ganboard.datasets.clips import Clips
from ganboard.evaluation.clips import UNSEEN, chosen, numbers_of
from ganboard.metrics.sharpness import edges
from ganboard.presets import preset
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

JUDGES: dict[str, dict[str, Any]] = {
    "all": {},
    "no judge of frames": {"frame_judge": False},
    "no judge of clips": {"clip_judge": False},
}
SHEET = 6
"""Creatures in a picture, each with every motion."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu", type=float, default=180.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--only", choices=tuple(JUDGES), nargs="+", default=list(JUDGES))
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=NUMBER", help="settings that are otherwise")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--archive", type=Path, help="look at this one instead")
    options = parser.parse_args()
    load_quietly()
    real = Clips().some(options.count, UNSEEN)
    clips = np.asarray(real.samples)
    tell("real clips", clips, np.asarray(real.labels), real.columns["factors"], clips)
    if options.archive:
        archive = read_archive(options.archive)
        look(archive.config, archive.checkpoint, str(options.archive), clips, options.pictures)
        return
    others = {name: float(number) for name, number in (each.split("=") for each in options.set)}
    for name in options.only:
        for seed in options.seeds:
            trainer = Trainer(preset("clips").config(seed=seed, **JUDGES[name], **others))
            trainer.compile()
            begin = time.process_time()
            while time.process_time() - begin < options.cpu:
                trainer.advance(50)
            spent = time.process_time() - begin
            title = f"{name}, seed {seed}, {trainer.step} steps, {spent:.0f} CPU s"
            look(trainer.config, trainer.checkpoint(), title, clips, options.pictures)


def look(config: TrainConfig, checkpoint: Checkpoint, title: str, real: np.ndarray, folder: Path | None) -> None:
    """Judge what a checkpoint makes, and draw some of it."""
    sampler = Sampler.from_checkpoint(config, checkpoint)
    noise = latents(len(real), config.network_spec.latent_size, 0)
    motions = np.arange(len(noise), dtype=np.int32) % len(MOTIONS)
    tell(title, sampler.sample(noise, motions), motions, chosen(noise), real)
    if folder is not None:
        each = np.repeat(noise[:SHEET], len(MOTIONS), axis=0)
        made = sampler.sample(each, motions[: len(each)])
        sheet = figures.grid(made.reshape(-1, *made.shape[2:]), made.shape[1])
        folder.mkdir(parents=True, exist_ok=True)
        large = Image.fromarray(sheet).resize((sheet.shape[1] * 3, sheet.shape[0] * 3), Image.Resampling.NEAREST)
        large.save(folder / f"{title.replace(' ', '-').replace('/', '-').replace(',', '')}.png")


def tell(title: str, clips: np.ndarray, labels: np.ndarray, factors: np.ndarray, real: np.ndarray) -> None:
    """Print what clips amount to."""
    found = numbers_of(clips, labels, factors)
    each = " ".join(f"{part:.0%}" for part in found.motions)
    said = [
        f"motion as asked {found.asked.value:.1%} ({each})",
        f"same creature {found.same.value:.1%}",
        f"creature as asked {found.creature.value:.1%}",
        f"edges {edges_of(clips) / edges_of(real):.2f}",
        f"grain {grain(clips):.0f}",
    ]
    print(f"{title}: {', '.join(said)}", flush=True)


def edges_of(clips: np.ndarray) -> float:
    """Mean variance of the Laplacian of all frames."""
    return float(edges(clips.reshape(-1, *clips.shape[2:])).mean())


def grain(clips: np.ndarray) -> float:
    """Median amount of the Laplacian of all frames, in levels: what is flat in real ones shows what is rough in others."""
    part = clips.reshape(-1, *clips.shape[2:]).astype(np.float32)
    around = part[:, :-2, 1:-1] + part[:, 2:, 1:-1] + part[:, 1:-1, :-2] + part[:, 1:-1, 2:]
    return float(np.median(np.abs(around - 4 * part[:, 1:-1, 1:-1])))


if __name__ == "__main__":
    main()
