"""``evaluate``: how good a run's generator is, or images from anywhere."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table

from ganboard.backend import load_quietly
from ganboard.cli.evaluate_clips import evaluate_clips
from ganboard.cli.evaluate_points import evaluate_points
from ganboard.cli.options import checked, checkpoint_of, number, open_run, target
from ganboard.cli.printing import give_up
from ganboard.cli.progress import Bar
from ganboard.errors import ConfigError
from ganboard.evaluation import store
from ganboard.evaluation.evaluator import FEWEST, MOST, evaluator_of
from ganboard.evaluation.foreign import EXTRACTORS, evaluate_images
from ganboard.evaluation.reference import reference_of
from ganboard.evaluation.report import Evaluation
from ganboard.i18n import N_, render
from ganboard.media import ClipMedium, PointsMedium
from ganboard.metrics.base import METRICS
from ganboard.metrics.inception import inception_extractor
from ganboard.metrics.reading import shown
from ganboard.runs import Run
from ganboard.storage import write_bytes

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
        description="Say how good a run's generator is, or images from anywhere: numbers with their 95% intervals, and the "
        "same numbers for real images that were never trained on, the best one can hope for.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", help="the run folder, or its id")
    parser.add_argument("--checkpoint", metavar="STEP", type=number, help="its step (default: the newest)")
    parser.add_argument("--count", metavar="N", type=number, help="how many fakes (default: 5,000)")
    parser.add_argument("--seed", metavar="N", type=number, default=0, help="which fakes (default: 0)")
    parser.add_argument("--images", metavar="FILE.npz", help="images of another program: an array images, uint8")
    parser.add_argument(
        "--reference", metavar="NAME", help="what to compare them with: mnist, fashion, creatures or FILE.npz"
    )
    parser.add_argument("--extractor", metavar="NAME", default="auto", help="auto or inception (default: auto)")
    parser.add_argument("--out", metavar="FILE.json", help="also write the result there, as JSON")
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
    out = target(arguments.out, (".json",)) if arguments.out is not None else None
    if arguments.folder and isinstance(open_run(arguments.folder).config().dataset.medium, PointsMedium):
        found, table = _by_itself(arguments, options, evaluate_points)
        folder = None
    elif arguments.folder and isinstance(open_run(arguments.folder).config().dataset.medium, ClipMedium):
        found, table = _by_itself(arguments, options, evaluate_clips)
        folder = None
    else:
        evaluation, about, folder = _of_images(arguments, options) if arguments.images else _of_run(arguments, options)
        found, table = {**about, **in_words(evaluation)}, _table(evaluation, about)
    # First of all: what took minutes must not be lost where it cannot be printed, nor where it cannot be written.
    written = out if out is not None and _written(out, found) else None
    status = _tell(json.dumps(found, indent=2) if arguments.json else table, found, written or folder)
    return 2 if out is not None and written is None else status


def _of_run(arguments: argparse.Namespace, options: Options) -> tuple[Evaluation, dict[str, Any], Path | None]:
    """The evaluation of a checkpoint, what it is of, and where it is kept, if it is."""
    if arguments.reference is not None:
        raise ConfigError("reference", arguments.reference, N_("nothing: a run is compared with its own images"))
    run = open_run(arguments.folder)
    config, checkpoint = run.config(), checkpoint_of(run, options.checkpoint)
    identity = run.fingerprint(checkpoint.step)
    load_quietly()
    extractor = inception_extractor(config.network_spec.shape) if arguments.extractor == "inception" else None
    evaluator = evaluator_of(reference_of(run, extractor), config, checkpoint, options.count, options.seed)
    with Bar("measuring") as bar:
        while not evaluator.gathered:
            evaluator.advance(SLICE_SECONDS)
            bar.at(evaluator.progress)
        found = evaluator.measure(lambda: bar.at(evaluator.progress))
    evaluation = dataclasses.replace(found, checkpoint=identity)
    about = {"run": run.id, "step": checkpoint.step}
    if arguments.extractor != "auto":  # the page's curve must not mix extractors
        return evaluation, about, None
    try:
        return evaluation, about, store.save(run, checkpoint.step, evaluation)
    except OSError as error:
        print(f"The result could not be kept in {run.path}: {error.strerror or error}.", file=sys.stderr)
        return evaluation, about, None


def _by_itself(
    arguments: argparse.Namespace,
    options: Options,
    evaluate: Callable[[Run, int, int, int], tuple[dict[str, Any], str]],
) -> tuple[dict[str, Any], str]:
    for field, value, usual in (("reference", arguments.reference, None), ("extractor", arguments.extractor, "auto")):
        if value != usual:
            raise ConfigError(field, value, N_("nothing: these are always compared with real ones of their own data"))
    run = open_run(arguments.folder)
    checkpoint = checkpoint_of(run, options.checkpoint)
    load_quietly()
    return evaluate(run, checkpoint.step, options.count, options.seed)


def _of_images(arguments: argparse.Namespace, options: Options) -> tuple[Evaluation, dict[str, Any], None]:
    for field, value in (("checkpoint", options.checkpoint), ("count", arguments.count)):
        if value is not None:
            raise ConfigError(field, value, N_("nothing: all images of the file are looked at"))
    if not arguments.reference:
        raise ConfigError(
            "reference", arguments.reference, N_("mnist, fashion, creatures, or an .npz file with real images")
        )
    load_quietly()
    with Bar("measuring") as bar:
        evaluation = evaluate_images(arguments.images, arguments.reference, arguments.extractor, options.seed, bar.at)
    return evaluation, {"images": arguments.images, "reference": arguments.reference}, None


def in_words(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as JSON types with its messages as sentences."""
    data = evaluation.to_dict()
    data["notes"] = [render(note) for note in evaluation.notes]
    for reading in data["readings"].values():
        reading["sentence"] = render(reading["sentence"])
    return data


def _table(evaluation: Evaluation, about: dict[str, Any]) -> str:
    console = Console()
    name = " · ".join(str(value) for value in about.values())
    table = Table(title=f"{name} · {evaluation.count:,} fakes · {evaluation.extractor_title}", title_justify="left")
    columns = ("metric", "value", "95% interval", "fakes", "unseen real images", "in words")
    for column in columns:
        table.add_column(column, justify="left" if column in ("metric", "in words") else "right")
    for reading in evaluation.readings.values():
        value, interval, count, best = "–", "–", "–", "–"
        if reading.leading is not None:
            unit, found, count = reading.unit, reading.leading, f"{reading.leading_count:,}"
            value = shown(found.value, unit)
            interval = f"{shown(found.low, unit)} to {shown(found.high, unit)}"
            best = "–" if reading.best is None else shown(reading.best.value, unit)
        table.add_row(METRICS.get(reading.name).title, value, interval, count, best, render(reading.sentence))
    reduced = [reading for reading in evaluation.readings.values() if reading.reduced]
    if reduced:
        table.caption = (
            f"Numbers that depend on how many images there are come from {reduced[0].leading_count:,} fakes, "
            "as many as there are unseen real images; --json has those of all fakes too."
        )
    with console.capture() as captured:
        console.print(table)
        for note in evaluation.notes:
            console.print(f"Note: {render(note)}", markup=False, highlight=False)
    return captured.get().rstrip("\n")


def _written(file: Path, found: dict[str, Any]) -> bool:
    """Whether the result could be written; where not, it is said."""
    try:
        write_bytes(file, json.dumps(found, indent=2, ensure_ascii=False).encode())
    except OSError as error:
        print(f"error: The result could not be written to {file}: {error.strerror or error}.", file=sys.stderr)
        return False
    return True


def _tell(text: str, found: dict[str, Any], kept: Path | None) -> int:
    """Print the result. Where that does not work, it is said where it lies. Returns the exit status."""
    try:
        print(text, flush=True)
    except (OSError, ValueError) as error:
        kept = kept or _rescued(found)
        problem = getattr(error, "strerror", None) or str(error)
        print(f"error: The result could not be printed ({problem}). It lies in {kept}", file=sys.stderr)
        if isinstance(error, OSError):
            give_up()
        return 1
    if kept is not None:
        print(f"Kept in {kept}", file=sys.stderr)
    return 0


def _rescued(found: dict[str, Any]) -> Path:
    """A new file in the folder for temporary files that holds the result."""
    with tempfile.NamedTemporaryFile("w", prefix="ganboard-", suffix=".json", delete=False, encoding="utf-8") as file:
        json.dump(found, file, indent=2, ensure_ascii=False)
    return Path(file.name)
