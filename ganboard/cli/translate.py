"""``translate``: pictures of drawings."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from ganboard import figures
from ganboard.backend import load_quietly
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.cli.progress import Bar
from ganboard.drawings import read_drawings
from ganboard.errors import ConfigError
from ganboard.i18n import N_, render
from ganboard.latent.translator import NOTHING, Translator
from ganboard.sampler import latents
from ganboard.storage import write_arrays, write_bytes

PIECE = 100
"""Pictures made between two looks at the bar."""


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    seed: int = Field(0, ge=0, lt=2**31)
    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "translate",
        help="make pictures of drawings with a trained generator",
        description="Make pictures of drawings with a generator that learned to (presets sketch and outlines). What a drawing does "
        "not show is told by --given; chance decides what is left open.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument(
        "--input",
        metavar="FILE",
        required=True,
        help="the drawings: an .npz with an array images, uint8 (count, height, width, 1 or 3); a picture such as a PNG; or a "
        "folder of pictures",
    )
    parser.add_argument(
        "--given", metavar="NAME=VALUE", action="append", default=[], help="what a drawing does not show, as colour=red"
    )
    parser.add_argument(
        "--out", metavar="FILE", required=True, help=".npz: an array images; .png: the picture, or one sheet of several"
    )
    parser.add_argument(
        "--seed", metavar="N", type=number, default=0, help="the same one, the same pictures (default: 0)"
    )
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="its step (default: the newest)")
    parser.set_defaults(run=_translate)


def _translate(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    options = checked(Options, seed=arguments.seed, checkpoint=arguments.checkpoint)
    run, file = open_run(arguments.folder), target(arguments.out, (".npz", ".png"))
    config, checkpoint = run.config(), checkpoint_of(run, options.checkpoint)
    load_quietly()
    translator = Translator(config)
    value = _given(arguments.given, translator)
    drawings = read_drawings(arguments.input, config.dataset.shape[0])
    for note in drawings.notes:
        print(f"note: {render(note)}", file=sys.stderr)
    translator.load(checkpoint)
    count = len(drawings.sketches)
    noise = latents(count, translator.spec.latent_size, options.seed)
    images = np.empty((count, *translator.spec.shape), np.uint8)
    with Bar("making pictures") as bar:
        for start in range(0, count, PIECE):
            some = slice(start, start + PIECE)
            images[some] = translator.pictures(drawings.sketches[some], noise[some], value)
            bar.at(min(1.0, (start + PIECE) / count))
    if file.suffix.lower() == ".png":
        write_bytes(file, figures.png(images[0] if count == 1 else figures.grid(images, round(count**0.5))))
    else:
        write_arrays(file, {"images": images})
    print(f"{count} {'image' if count == 1 else 'images'} of step {checkpoint.step} in {file}")
    return 0


def _given(texts: list[str], translator: Translator) -> str | None:
    """The value of the told factor; None where it is left open.

    Raises:
        ConfigError: something else is told, or it twice.
    """
    told, value = translator.told, None
    if told is None:
        if texts:
            raise ConfigError("given", texts[0], NOTHING)
        return None
    for text in texts:
        name, equals, said = (part.strip() for part in text.partition("="))
        if name != told.name or not equals or said not in told.values or value not in (None, said):
            raise ConfigError(
                "given",
                text,
                N_("{name}=VALUE once, where the value is one of {choices}; a drawing shows all the rest"),
                name=told.name,
                choices=", ".join(told.values),
            )
        value = said
    return value
