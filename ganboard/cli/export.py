"""``export``: a run as a Keras file, a script, a film or an archive."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import BaseModel, Field

from ganboard.archive import write_archive
from ganboard.backend import load_quietly
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.errors import ConfigError
from ganboard.export import export_gif, export_keras, export_script
from ganboard.i18n import N_

SUFFIXES = {"keras": ".keras", "script": ".py", "gif": ".gif", "archive": ".zip"}
FROM_CHECKPOINT = ("keras", "archive")
"""The formats that are made from one checkpoint."""


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="write a generator for Keras, a script, a film of the training, or an archive",
        description="Write a run's generator for plain Keras, a script that trains without GANBoard, a film, or an archive: "
        "one checkpoint in a small file, to look at on another computer.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument("--format", required=True, metavar="FORMAT", help="one of keras, script, gif, archive")
    parser.add_argument("--out", metavar="FILE", required=True, help="the file: .keras, .py, .gif or .zip")
    parser.add_argument(
        "--checkpoint", metavar="STEP", type=number, help="keras, archive: its step (default: the newest)"
    )
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    step = checked(Options, checkpoint=arguments.checkpoint).checkpoint
    if arguments.format not in SUFFIXES:
        raise ConfigError("format", arguments.format, N_("one of {choices}"), choices=", ".join(SUFFIXES))
    if step is not None and arguments.format not in FROM_CHECKPOINT:
        raise ConfigError("checkpoint", step, N_("no step: only the formats keras and archive are made from one"))
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
    else:
        export_gif(run, file)
    print(file)
    return 0
