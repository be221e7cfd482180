"""``sample``: new samples from a run's generator."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from ganboard import figures
from ganboard.backend import load_quietly
from ganboard.cli.captions import columns as described
from ganboard.cli.captions import read_captions, sheet_columns
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.cli.progress import Bar
from ganboard.cli.space import check_space
from ganboard.errors import ConfigError
from ganboard.i18n import N_, message, render
from ganboard.sampler import Sampler
from ganboard.saying import asked
from ganboard.storage import Pieces, write_bytes, write_pieces

UNSEEN = N_("These are made from drawings that no training saw. To give your own, use translate.")
SWAPPED = N_("These are made from pictures of the other side that no training saw.")
SHEET = 10_000
"""Images on one sheet, at most: larger pictures cannot be opened by most programs."""


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
        help="make samples with a trained generator",
        description="Make samples with a trained generator: images, or points. Without --label the classes take turns. "
        "A generator that is told words takes captions in English or Chinese; what they leave open is drawn by chance.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument(
        "--out", metavar="FILE", required=True, help=".npz: arrays images (or points) and labels; .png: one sheet"
    )
    parser.add_argument(
        "--count",
        metavar="N",
        type=number,
        help=f"how many, 1 to 1,000,000, on a sheet to {SHEET:,} (default: 64; of each caption of a file: 1)",
    )
    parser.add_argument(
        "--seed", metavar="N", type=number, default=0, help="the same one, the same samples (default: 0)"
    )
    parser.add_argument("--label", metavar="K", type=number, help="the number of the class to make, from 0")
    parser.add_argument("--caption", metavar="TEXT", help='what to make, such as "a red square with three eyes"')
    parser.add_argument(
        "--captions", metavar="FILE", help="a text file with a caption in each line: --count samples of each, in order"
    )
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="its step (default: the newest)")
    parser.set_defaults(run=_sample)


def _sample(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    count = arguments.count if arguments.count is not None else 64 if arguments.captions is None else 1
    options = checked(
        Options, count=count, **{name: getattr(arguments, name) for name in ("seed", "label", "checkpoint")}
    )
    captions = read_captions(arguments.caption, arguments.captions)
    if captions and options.label is not None:
        raise ConfigError("label", options.label, N_("no label beside a caption, which says what to make"))
    run, file = open_run(arguments.folder), target(arguments.out, (".npz", ".png"))
    config, checkpoint = run.config(), checkpoint_of(run, options.checkpoint)
    medium, spec, sheet = config.dataset.medium, config.network_spec, file.suffix.lower() == ".png"
    total = options.count * max(1, len(captions))
    if sheet and total > SHEET:
        raise ConfigError("count", total, N_("at most {most} for one sheet; more fit into an .npz"), most=SHEET)
    needed = total * math.prod(medium.shape) * np.dtype(medium.kind).itemsize
    check_space(file, total, needed, f"{medium.name} of {'×'.join(map(str, medium.shape))}")
    wanted = asked(config, captions, options.count, options.seed) if captions else None
    load_quietly()
    sampler = Sampler.from_checkpoint(config, checkpoint)
    if sampler.draws:
        print(f"note: {render(message(SWAPPED if sampler.maker.both_ways else UNSEEN))}", file=sys.stderr)
    labels = wanted.labels if wanted else sampler.labels(total, options.label)
    with Bar(f"making {medium.name}") as bar:
        pieces = _told(sampler.pieces(total, options.seed, labels=labels), total, bar)
        if sheet:
            classes = spec.columns if options.label is None else 0
            columns = sheet_columns(captions, options.count) if captions else figures.columns_for(classes, total)
            samples = np.concatenate(list(pieces))
            write_bytes(file, figures.png(medium.fitted(samples).sheet(samples, min(total, columns))))
        else:
            others = {} if labels is None else {"labels": labels}
            others |= described(captions, options.count, wanted) if wanted else {}
            whole = Pieces((total, *spec.shape), pieces, medium.kind)
            write_pieces(file, {medium.filed or medium.name: whole, **others})
    print(f"{total} {medium.name} of step {checkpoint.step} in {file}")
    return 0


def _told(pieces: Iterator[np.ndarray], count: int, bar: Bar) -> Iterator[np.ndarray]:
    """The same pieces, while the bar shows how many there were."""
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        bar.at(done / count)
