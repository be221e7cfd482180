"""``evaluate``: how good a run's generator is, or images from anywhere."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table

from ganboard.backend import load_quietly
from ganboard.cli.options import checked, checkpoint_of, number, open_run
from ganboard.errors import ConfigError
from ganboard.evaluation import store
from ganboard.evaluation.evaluator import FEWEST, MOST, evaluator_of
from ganboard.evaluation.foreign import EXTRACTORS, evaluate_images
from ganboard.evaluation.points import in_words as points_in_words
from ganboard.evaluation.points import measured
from ganboard.evaluation.reference import reference_of
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_, render
from ganboard.media import PointsMedium
from ganboard.metrics.base import METRICS
from ganboard.metrics.inception import inception_extractor
from ganboard.metrics.reading import shown

SLICE_SECONDS = 0.5
"""Between two looks at the progress."""


class Options(BaseModel):
    """The command's numbers, with their ranges."""

    count: int = Field(5_000, ge=FEWEST, le=MOST)
    seed: int = Field(0, ge=0, lt=2**31)
    checkpoint: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "evaluate",
        help="say how good a generator is",
        description="Say how good a run's generator is, or images from anywhere: numbers with their 95%% intervals, and the "
        "same numbers for real images that were never trained on, the best one can hope for.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", help="the run folder, or its id")
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="its step (default: the newest)")
    parser.add_argument("--count", metavar="N", type=number, help="how many fakes (default: 5,000)")
    parser.add_argument("--seed", metavar="N", type=number, default=0, help="which fakes (default: 0)")
    parser.add_argument("--images", metavar="FILE.npz", help="images of another program: an array images, uint8")
    parser.add_argument("--reference", metavar="NAME", help="what to compare them with: mnist, fashion or FILE.npz")
    parser.add_argument("--extractor", metavar="NAME", default="auto", help="auto or inception (default: auto)")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    parser.set_defaults(run=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    if arguments.extractor not in EXTRACTORS:
        raise ConfigError("extractor", arguments.extractor, N_("one of {choices}"), choices=", ".join(EXTRACTORS))
    if (arguments.folder is None) == (arguments.images is None):
        raise ConfigError("run", arguments.folder, N_("either --run or --images"))
    count = {} if arguments.count is None else {"count": arguments.count}
    options = checked(Options, seed=arguments.seed, checkpoint=arguments.checkpoint, **count)
    if arguments.folder and isinstance(open_run(arguments.folder).config().dataset.medium, PointsMedium):
        return _of_points(arguments, options)
    evaluation, about = _of_images(arguments, options) if arguments.images else _of_run(arguments, options)
    if arguments.json:
        print(json.dumps({**about, **in_words(evaluation)}, indent=2))
    else:
        _print(evaluation, about)
    return 0


def _of_run(arguments: argparse.Namespace, options: Options) -> tuple[Evaluation, dict[str, Any]]:
    if arguments.reference is not None:
        raise ConfigError("reference", arguments.reference, N_("nothing: a run is compared with its own images"))
    run = open_run(arguments.folder)
    config, checkpoint = run.config(), checkpoint_of(run, options.checkpoint)
    load_quietly()
    extractor = inception_extractor(config.network_spec.shape) if arguments.extractor == "inception" else None
    evaluator = evaluator_of(reference_of(run, extractor), config, checkpoint, options.count, options.seed)
    while not evaluator.gathered:
        evaluator.advance(SLICE_SECONDS)
        if sys.stderr.isatty():
            print(f"\r{evaluator.progress:4.0%}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    evaluation = evaluator.measure()
    if arguments.extractor == "auto":  # the page's curve must not mix extractors
        store.save(run, checkpoint.step, evaluation)
    return evaluation, {"run": run.id, "step": checkpoint.step}


def _of_points(arguments: argparse.Namespace, options: Options) -> int:
    """Points have numbers of their own: those of pictures need a network that looks at pictures."""
    for field, value, usual in (("reference", arguments.reference, None), ("extractor", arguments.extractor, "auto")):
        if value != usual:
            raise ConfigError(field, value, N_("nothing: points are compared with what they are drawn from"))
    run = open_run(arguments.folder)
    checkpoint = checkpoint_of(run, options.checkpoint)
    load_quietly()
    step, fakes, unseen = measured(run, checkpoint.step, options.count, options.seed)
    told = [render(sentence) for sentence in points_in_words(fakes, step)]
    if arguments.json:
        sides = {"fakes": asdict(fakes), "unseen": unseen and asdict(unseen)}
        print(json.dumps({"run": run.id, "step": step, "count": options.count, **sides, "told": told}, indent=2))
        return 0
    table = Table(title=f"{run.id} · {step} · {options.count:,} fakes", title_justify="left")
    for column in ("metric", "value", "unseen real points"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    best = unseen.rows() if unseen else {}
    for title, value in fakes.rows().items():
        table.add_row(title, value, best.get(title, "–"))
    table.caption = " ".join(told[:1])
    Console().print(table)
    return 0


def _of_images(arguments: argparse.Namespace, options: Options) -> tuple[Evaluation, dict[str, Any]]:
    for field, value in (("checkpoint", options.checkpoint), ("count", arguments.count)):
        if value is not None:
            raise ConfigError(field, value, N_("nothing: all images of the file are looked at"))
    if not arguments.reference:
        raise ConfigError("reference", arguments.reference, N_("mnist, fashion, or an .npz file with real images"))
    load_quietly()
    evaluation = evaluate_images(arguments.images, arguments.reference, arguments.extractor, options.seed)
    return evaluation, {"images": arguments.images, "reference": arguments.reference}


def in_words(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as JSON types with its messages as sentences."""
    data = evaluation.to_dict()
    for reading in data["readings"].values():
        reading["sentence"] = render(reading["sentence"])
    return data


def _print(evaluation: Evaluation, about: dict[str, Any]) -> None:
    console = Console()
    name = " · ".join(str(value) for value in about.values())
    table = Table(title=f"{name} · {evaluation.count:,} fakes · {evaluation.extractor_title}", title_justify="left")
    for column in ("metric", "value", "95% interval", "unseen real images", "in words"):
        table.add_column(
            column, justify="right" if column in ("value", "95% interval", "unseen real images") else "left"
        )
    for reading in evaluation.readings.values():
        value, interval, best = "–", "–", "–"
        if reading.interval is not None:
            unit, found = reading.unit, reading.fair or reading.interval  # the one to stand beside the best
            value = shown(found.value, unit)
            interval = f"{shown(found.low, unit)} to {shown(found.high, unit)}"
            best = "–" if reading.best is None else shown(reading.best.value, unit)
        table.add_row(METRICS.get(reading.name).title, value, interval, best, render(reading.sentence))
    if any(reading.counts_matter and reading.best for reading in evaluation.readings.values()):
        held_out = max(reading.held_out_count for reading in evaluation.readings.values())
        table.caption = (
            f"Numbers that depend on how many images there are come from {min(held_out, evaluation.count):,} fakes, "
            "as many as there are unseen real images; --json has those of all fakes too."
        )
    console.print(table)
