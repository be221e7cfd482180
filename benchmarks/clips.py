"""How good clips are after so many CPU seconds of two threads: with both judges, and without each.

    python -m benchmarks.clips [--cpu 180] [--seeds 0 1] [--only all] [--count 400] [--pictures FOLDER]
    python -m benchmarks.clips --archive ganboard/archives/clips.zip

About 90 seconds of two cores are 180 CPU seconds. Of each: how often the judge of motions sees what was asked for; how often the
judge of creatures sees the same creature in all frames; how often it sees the five factors that the noise chose in the first one.
The distance (Fréchet's, by the judge's features) is between all frames and real ones; edges are the strongest twentieth, as a part
of those of real frames; speckle is the median difference of a pixel from its four neighbours' mean, in levels. The first line is of
real clips that no training sees.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard import figures
from ganboard.app.start.acts import texture
from ganboard.archive import read_archive
from ganboard.backend import load_quietly
from ganboard.config import TrainConfig
from ganboard.creatures.moving import MOTIONS
from ganboard.datasets.clips import Clips
from ganboard.datasets.creatures import Creatures
from ganboard.evaluation.clips import UNSEEN, chosen, numbers_of
from ganboard.metrics import extractor_for
from ganboard.metrics.frechet import frechet_distance
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
    others = Clips().some(options.count, UNSEEN + 1)
    tell("real clips", np.asarray(others.samples), np.asarray(others.labels), others.columns["factors"], clips)
    if options.archive:
        archive = read_archive(options.archive)
        look(archive.config, archive.checkpoint, str(options.archive), clips, options.pictures)
        return
    settings = {name: float(number) for name, number in (each.split("=") for each in options.set)}
    for name in options.only:
        for seed in options.seeds:
            trainer = Trainer(preset("clips").config(seed=seed, **JUDGES[name], **settings))
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
        f"distance {apart(clips, real):.1f}",
        f"edges {texture(frames(clips)).edges / texture(frames(real)).edges:.2f}",
        f"speckle {speckle(clips):.1f}",
    ]
    print(f"{title}: {', '.join(said)}", flush=True)


def apart(clips: np.ndarray, real: np.ndarray) -> float:
    """Fréchet's distance between the frames of clips and those of real ones."""
    judge = extractor_for(Creatures(size=clips.shape[2]), clips.shape[2:])
    return frechet_distance(judge.features(frames(clips)), judge.features(frames(real)))


def speckle(clips: np.ndarray) -> float:
    """How far a pixel usually is from the mean of its neighbours, of 255: real frames are flat in most places."""
    seen = frames(clips).astype(np.float32)
    around = (seen[:, :-2, 1:-1] + seen[:, 2:, 1:-1] + seen[:, 1:-1, :-2] + seen[:, 1:-1, 2:]) / 4
    return float(np.median(np.abs(around - seen[:, 1:-1, 1:-1])))


def frames(clips: np.ndarray) -> np.ndarray:
    """All frames, one after the other."""
    return clips.reshape(-1, *clips.shape[2:])


if __name__ == "__main__":
    main()
