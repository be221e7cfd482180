"""``export``: a run as pictures, a film, a poster, a Keras file, a script or an archive."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import BaseModel, Field

from ganboard.archive import write_archive
from ganboard.backend import load_quietly
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.errors import ConfigError
from ganboard.export import export_clips, export_gif, export_grid, export_keras, export_poster, export_script
from ganboard.export.clips import SUFFIXES as CLIPS
from ganboard.export.poster import HOME
from ganboard.i18n import LANGUAGES, N_

SUFFIXES = {
    "grid": ".png",
    "gif": ".gif",
    "poster": ".html",
    "keras": ".keras",
    "script": ".py",
    "archive": ".zip",
    **CLIPS,
}
FROM_CHECKPOINT = ("grid", "poster", "keras", "archive", *CLIPS)
"""The formats that are made from one checkpoint."""
IN_WORDS = ("grid", "gif", "poster")
"""The formats in which words stand."""


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="write pictures, a film of the training, a poster, a generator for Keras, a script, or an archive",
        description="Write a run's samples as a large picture, a film of its training, a poster (one HTML file that works without "
        "internet, moves, and prints on one page), its generator for plain Keras (the program Netron opens it and shows its "
        "layers), a script that trains without GANBoard, or an archive: one checkpoint in a small file, to look at on another "
        "computer. Clips also come as films that go round, and frame by frame.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument("--format", required=True, metavar="FORMAT", help=f"one of {', '.join(SUFFIXES)}")
    parser.add_argument("--out", metavar="FILE", required=True, help=f"the file: {', '.join(SUFFIXES.values())}")
    parser.add_argument(
        "--checkpoint",
        metavar="STEP",
        type=number,
        help=f"{', '.join(FROM_CHECKPOINT)}: its step (default: the newest)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        default="en",
        help=f"{', '.join(IN_WORDS)}: one of {', '.join(LANGUAGES)} (default: en)",
    )
    parser.add_argument(
        "--home", metavar="URL", default=HOME, help=f"poster: where its link finds GANBoard (default: {HOME})"
    )
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    step = checked(Options, checkpoint=arguments.checkpoint).checkpoint
    if arguments.format not in SUFFIXES:
        raise ConfigError("format", arguments.format, N_("one of {choices}"), choices=", ".join(SUFFIXES))
    if step is not None and arguments.format not in FROM_CHECKPOINT:
        raise ConfigError(
            "checkpoint",
            step,
            N_("no step: only the formats {choices} are made from one"),
            choices=", ".join(FROM_CHECKPOINT),
        )
    if arguments.language not in LANGUAGES:
        raise ConfigError("language", arguments.language, N_("one of {choices}"), choices=", ".join(LANGUAGES))
    if not arguments.home.startswith(("http://", "https://")):
        raise ConfigError("home", arguments.home, N_("an address that begins with http:// or https://"))
    run, file = open_run(arguments.folder), target(arguments.out, (SUFFIXES[arguments.format],))
    if arguments.format in FROM_CHECKPOINT:
        step = checkpoint_of(run, step).step  # before TensorFlow is loaded: a missing checkpoint is told at once
    if arguments.format == "keras":
        load_quietly()
        export_keras(run, file, step)
    elif arguments.format == "script":
        export_script(run, file)
    elif arguments.format == "archive":
        write_archive(run, file, step)
    elif arguments.format == "grid":
        export_grid(run, file, step, arguments.language)
    elif arguments.format in CLIPS:
        export_clips(run, file, arguments.format, step)
    elif arguments.format == "poster":
        load_quietly()
        export_poster(run, file, step, arguments.language, arguments.home)
    else:
        export_gif(run, file, arguments.language)
    print(file)
    return 0
