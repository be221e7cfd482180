"""``export``: a run as a Keras file, a script or a film."""

from __future__ import annotations

import argparse
from typing import Any

from pydantic import BaseModel, Field

from ganboard.backend import load_quietly
from ganboard.cli.options import checked, number, open_run, target
from ganboard.errors import ConfigError
from ganboard.export import export_gif, export_keras, export_script
from ganboard.i18n import N_

SUFFIXES = {"keras": ".keras", "script": ".py", "gif": ".gif"}


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="write a generator for Keras, a script, or a film of the training",
        description="Write a run's generator for plain Keras, a script that trains without GANBoard, or a film.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument("--format", required=True, metavar="FORMAT", help="one of keras, script, gif")
    parser.add_argument("--out", metavar="FILE", required=True, help="the file: .keras, .py or .gif")
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="keras: its step (default: the newest)")
    parser.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    step = checked(Options, checkpoint=arguments.checkpoint).checkpoint
    if arguments.format not in SUFFIXES:
        raise ConfigError("format", arguments.format, N_("one of {choices}"), choices=", ".join(SUFFIXES))
    if step is not None and arguments.format != "keras":
        raise ConfigError("checkpoint", step, N_("no step: only the format keras is made from one"))
    run, file = open_run(arguments.folder), target(arguments.out, (SUFFIXES[arguments.format],))
    if arguments.format == "keras":
        run.load(step)  # before TensorFlow is loaded: a missing checkpoint is told at once
        load_quietly()
        export_keras(run, file, step)
    elif arguments.format == "script":
        export_script(run, file)
    else:
        export_gif(run, file)
    print(file)
    return 0
