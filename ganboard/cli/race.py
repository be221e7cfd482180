"""``race``: two to four trainings on the same data and seed in turns, and which of them won."""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

from ganboard.backend import load_quietly
from ganboard.cli.display import LINE_SECONDS, Display
from ganboard.cli.interrupt import Interrupt
from ganboard.cli.options import checked, merged, number, placing, settings, telling
from ganboard.cli.train import tell_data, told_of
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, GANBoardError
from ganboard.i18n import N_, render
from ganboard.metrics.reading import shown
from ganboard.presets import PRESETS
from ganboard.race.entry import KEY, LETTERS, MOST, By, Race, entered
from ganboard.race.turns import Stand, next_stint
from ganboard.race.verdict import DROPPED_OUT, FINISH, Finish, in_words, verdict
from ganboard.recording import Recording
from ganboard.runs import Run, new_id, runs_root

EPILOG = """\
An entrant is the name of a preset or a JSON file of settings. Data and seed must be the same in all.
With --steps nobody is ahead by more than a turn's steps, with --seconds by more than a turn's time of training.
A winner is named only where the difference is larger than the noise of measuring it.
"""


class Options(BaseModel):
    """The command's own numbers, with their ranges."""

    steps: int | None = Field(None, ge=1)
    seconds: float | None = Field(None, gt=0, allow_inf_nan=False)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "race",
        help="train two to four settings in turns, and say which won",
        description="Train two to four settings in turns on the same data and seed, and say which won.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("entrants", nargs="+", metavar="ENTRANT", help="a preset, or a file of settings")
    end = parser.add_mutually_exclusive_group(required=True)
    end.add_argument("--steps", metavar="N", type=number, help="steps of each")
    end.add_argument("--seconds", metavar="S", type=number, help="seconds of training of each")
    parser.add_argument("--seed", metavar="N", type=number, help="in place of the entrants' own")
    parser.add_argument("--out", metavar="DIR", help="where the runs' folders go (default: where `runs` looks)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(run=_race)


def _race(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    by: By = "step" if arguments.steps is not None else "seconds"
    given = checked(Options, steps=arguments.steps, seconds=arguments.seconds)
    length = given.steps if by == "step" else given.seconds
    configs = entered([_config(each, arguments.seed) for each in arguments.entrants], by, length)
    configs[0].dataset.check()
    names = [Path(each).stem for each in arguments.entrants]
    root = Path(arguments.out) if arguments.out else runs_root()
    with Interrupt() as interrupt, Display(configs[0]) as display:
        display.phase("loading TensorFlow")
        load_quietly()
        interrupt.check()
        settled = [each.settled(root) for each in configs]
        with telling(placing(arguments)):
            runs = [Run.create(root / new_id(name), each, name) for name, each in zip(names, settled, strict=True)]
        racing = _prepared(runs, Race(tuple(run.id for run in runs), by), interrupt, display)
        _train(runs, racing, by, interrupt, display)
    finishes = [_finish(run) for run in runs]
    _report(runs, names, finishes, arguments.json)
    return interrupt.status


def _config(entrant: str, seed: int | None) -> TrainConfig:
    """An entrant's settings.

    Raises:
        ConfigError: it is neither a preset nor a file, or a setting is wrong.
    """
    if entrant not in PRESETS and not Path(entrant).is_file():
        raise ConfigError(
            "entrant", entrant, N_("a file of settings, or a preset: {choices}"), choices=", ".join(PRESETS)
        )
    layers = settings(entrant, None) if entrant in PRESETS else settings(None, entrant)
    return TrainConfig(**merged(layers, {} if seed is None else {"seed": seed}))


def _prepared(runs: list[Run], race: Race, interrupt: Interrupt, display: Display) -> list[Recording]:
    """All at the start. Where one of them cannot begin there is no race, and its folders, all new, go again."""
    display.phase("preparing")
    racing: list[Recording] = []
    try:
        for run in runs:
            interrupt.check()
            run.update(**{KEY: race.to_dict()})
            racing.append(Recording(run))
            if run is runs[0]:  # all have the same data
                tell_data(racing[0], display)
            racing[-1].save()
            racing[-1].trainer.compile()
            run.update(state="running")
        return racing
    except BaseException:
        for recording in racing:
            recording.close()
        for run in runs:
            shutil.rmtree(run.path, ignore_errors=True)
        raise


def _train(runs: list[Run], racing: list[Recording], by: By, interrupt: Interrupt, display: Display) -> None:
    """Train all in turns to the end or an interrupt; how each came in stands in its folder."""
    racing = list(racing)
    try:
        said = time.monotonic()
        while racing and not interrupt.signal:
            stint = next_stint([Stand(each.step, each.trainer.seconds) for each in racing], by)
            recording = racing[stint.number]
            with _on_its_own(recording, runs, racing, display):
                recording.turn(stint.seconds, stint.steps)
                if recording.finished:
                    _come_in(recording, "finished")
                    if sentence := recording.conclude():
                        display.note(f"{LETTERS[runs.index(recording.run)]}: {render(sentence)}")
                    racing.remove(recording)
                    recording.close()
            if time.monotonic() - said > LINE_SECONDS:
                said = time.monotonic()
                display.note(" · ".join(f"{LETTERS[runs.index(each.run)]} step {each.step:,}" for each in racing))
        for recording in list(racing):
            with _on_its_own(recording, runs, racing, display):
                _come_in(recording, "stopped")
    finally:
        for recording in racing:
            recording.close()


@contextmanager
def _on_its_own(recording: Recording, runs: list[Run], racing: list[Recording], display: Display) -> Iterator[None]:
    """What ends one of them, such as a loss that broke down or its folder's disk, ends no other."""
    try:
        yield
    except (GANBoardError, OSError) as error:
        sentence = told_of(error, recording.run)
        display.note(f"{LETTERS[runs.index(recording.run)]} dropped out. {render(sentence)}")
        with suppress(OSError, GANBoardError):  # the same disk
            recording.run.update(state="failed", error=sentence, **{FINISH: DROPPED_OUT})
        if recording in racing:
            racing.remove(recording)
        recording.close()


def _finish(run: Run) -> Finish | None:
    """How it came in; None also where its folder is gone or cannot be read."""
    try:
        return Finish.of(run.status())
    except (OSError, GANBoardError):
        return None


def _come_in(recording: Recording, state: str) -> None:
    recording.save()
    recording.run.update(state=state, **{FINISH: recording.finish().to_dict()})


def _report(runs: list[Run], names: list[str], finishes: list[Finish | None], as_json: bool) -> None:
    called = [f"{letter} ({name})" for letter, name in zip(LETTERS[:MOST], names, strict=False)]
    found = verdict(finishes)
    sentence = render(in_words(found, called, finishes))
    if as_json:
        entrants = [
            {
                "letter": letter,
                "name": name,
                "run": str(run.path),
                "finish": None if finish is None else finish.to_dict(),
            }
            for letter, name, run, finish in zip(LETTERS, names, runs, finishes, strict=False)
        ]
        winner = None if found.winner is None else LETTERS[found.winner]
        print(json.dumps({"winner": winner, "sentence": sentence, "entrants": entrants}, indent=2))
        return
    for name, run, finish in zip(called, runs, finishes, strict=True):
        if finish is None:
            print(f"{name}: dropped out, in {run.path}")
            continue
        number = finish.distance
        told = (
            "not measured" if number is None else f"{shown(number.value)} ({shown(number.low)} to {shown(number.high)})"
        )
        print(
            f"{name}: distance {told} at step {finish.step:,} after {finish.seconds:.1f} s of training, in {run.path}"
        )
    print(f"{called[found.winner]} wins. {sentence}" if found.winner is not None else f"No winner. {sentence}")
