"""``sample``: new images from a run's generator."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import BaseModel, Field

from ganboard import figures
from ganboard.backend import load_quietly
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.sampler import Sampler
from ganboard.storage import write_arrays, write_bytes


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    count: int = Field(64, ge=1, le=1_000_000)
    seed: int = Field(0, ge=0, lt=2**31)
    label: int | None = None
    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sample",
        help="make images with a trained generator",
        description="Make images with a trained generator. Without --label the classes take turns.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument(
        "--out", metavar="FILE", required=True, help=".npz: arrays images (or points) and labels; .png: one sheet"
    )
    parser.add_argument("--count", metavar="N", type=number, default=64, help="how many, 1 to 1,000,000 (default: 64)")
    parser.add_argument(
        "--seed", metavar="N", type=number, default=0, help="the same one, the same images (default: 0)"
    )
    parser.add_argument("--label", metavar="K", type=number, help="the number of the class to make, from 0")
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="its step (default: the newest)")
    parser.set_defaults(run=_sample)


def _sample(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    names = ("count", "seed", "label", "checkpoint")
    options = checked(Options, **{name: getattr(arguments, name) for name in names})
    run, file = open_run(arguments.folder), target(arguments.out, (".npz", ".png"))
    config, checkpoint = run.config(), checkpoint_of(run, options.checkpoint)
    load_quietly()
    medium = config.dataset.medium
    samples, labels = Sampler.from_checkpoint(config, checkpoint).generate(options.count, options.seed, options.label)
    if file.suffix.lower() == ".png":
        classes = config.network_spec.classes if options.label is None else 0
        columns = min(len(samples), figures.columns_for(classes, len(samples)))
        write_bytes(file, figures.png(medium.fitted(samples).sheet(samples, columns)))
    else:
        write_arrays(file, {medium.name: samples} if labels is None else {medium.name: samples, "labels": labels})
    print(f"{len(samples)} {medium.name} of step {checkpoint.step} in {file}")
    return 0
