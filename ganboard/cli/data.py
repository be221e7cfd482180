"""``data``: the samples of a dataset in a file, with all that is known of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from ganboard.cli.options import add_flag, checked, number, target
from ganboard.cli.progress import Bar
from ganboard.cli.space import check_space
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data, Dataset
from ganboard.datasets.images import BOTH
from ganboard.errors import ConfigError
from ganboard.i18n import N_, render
from ganboard.settings import every
from ganboard.storage import Pieces, write_pieces

SLICE = 250
"""Rows of a column that are made at a time."""
READING = 0.1
"""The part of the progress that is reading; writing is the rest."""


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    count: int | None = Field(None, ge=1, le=1_000_000)
    seed: int = Field(0, ge=0, lt=2**31)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "data",
        help="write the samples of a dataset into a file",
        description="Write samples of a dataset, with all that is known of them, into an .npz file.",
        allow_abbrev=False,
    )
    names = ", ".join(DATASETS.names())
    parser.add_argument("--dataset", metavar="NAME", required=True, help=f"one of {names}")
    parser.add_argument(
        "--out", metavar="FILE", required=True, help=".npz: an array for each column, such as images and labels"
    )
    parser.add_argument(
        "--count", metavar="N", type=number, help="how many, 1 to 1,000,000 (default: all; creatures: 6,000)"
    )
    parser.add_argument(
        "--seed", metavar="N", type=number, default=0, help="the same one, the same samples (default: 0)"
    )
    group = parser.add_argument_group("settings that some datasets have")
    for name, infos in _settings().items():
        add_flag(group, name, infos)
    parser.set_defaults(run=_data)


def _settings() -> dict[str, Any]:
    """What can be set of datasets besides count and seed, by name; of each dataset that has it."""
    found = {
        name.removeprefix("dataset."): setting.owners
        for name, setting in every(TrainConfig).items()
        if name.startswith("dataset.")
    }
    return {name: infos for name, infos in found.items() if name not in Options.model_fields}


def _data(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    options = checked(Options, count=arguments.count, seed=arguments.seed)
    given = {name: value for name, value in vars(arguments).items() if name in _settings()}
    for name, value in given.items():
        if name not in DATASETS.get(arguments.dataset).model_fields:
            raise ConfigError(
                name, value, N_("nothing: the dataset {dataset} has no such setting"), dataset=arguments.dataset
            )
    dataset, file = DATASETS.create({"name": arguments.dataset, **given}), target(arguments.out, (".npz",))
    with Bar("making the data") as bar:
        data = dataset.some(options.count, options.seed, lambda part: bar.at(READING * part))
        columns = _columns(dataset, data)
        needed = sum(int(np.prod(column.shape)) * column.dtype.itemsize for column in columns.values())
        check_space(file, len(data), needed, f"{dataset.medium.name} with all that is known of them")
        done = 0

        def pieces(column: Any) -> Iterator[np.ndarray]:
            nonlocal done
            for start in range(0, len(column), SLICE):
                piece = np.asarray(column[start : start + SLICE])
                yield piece
                done += piece.nbytes
                bar.at(READING + (1 - READING) * done / needed)

        write_pieces(file, {name: Pieces(each.shape, pieces(each), each.dtype) for name, each in columns.items()})
    for line in data.report.lines() if data.report else []:
        if line["template"] != BOTH:  # of a run, not of this file
            print(f"note: {render(line)}", file=sys.stderr)
    print(f"{len(data)} {dataset.medium.name} of {dataset.name} in {file}: {', '.join(columns)}")
    return 0


def _columns(dataset: Dataset, data: Data) -> dict[str, Any]:
    """The arrays of the file: the columns, factors one by one, and what their numbers stand for."""
    columns: dict[str, Any] = {name: column for name, column in data.columns.items() if name != "factors"}
    names = {name: meanings for name, meanings in dataset.meanings.items() if name in columns}
    for place, factor in enumerate(dataset.factors or dataset.beings):
        columns[f"factor_{factor.name}"] = data.columns["factors"][:, place]
        names[factor.name] = factor.values
    return columns | {f"names_{name}": np.array(meanings) for name, meanings in names.items()}
