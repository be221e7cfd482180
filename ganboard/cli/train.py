"""``train``: a training in the shell, written into a run folder."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import filelock

from ganboard.backend import load_quietly, own_settings
from ganboard.changes import Changes
from ganboard.cli.changing import planned
from ganboard.cli.display import Display
from ganboard.cli.interrupt import Interrupt
from ganboard.cli.options import (
    ENDS,
    add_settings,
    called,
    catalogue,
    given,
    merged,
    one_end,
    open_run,
    placing,
    settings,
    telling,
)
from ganboard.config import TrainConfig
from ganboard.datasets.images import Images
from ganboard.datasets.report import NAMES
from ganboard.device import configure, describe
from ganboard.errors import ConfigError, GANBoardError, TrainingDiverged, reason
from ganboard.i18n import N_, message, render
from ganboard.methods.adversarial import Adversarial
from ganboard.presets import PRESETS
from ganboard.recording import Recording
from ganboard.runs import Run, check_free, new_id, runs_root
from ganboard.settings import chosen, empty, nested, settings_of
from ganboard.starts import may_bring
from ganboard.storage import disk_message

UPLOAD = "images"
"""The preset, and the dataset, of pictures of one's own."""
SHOW_SECONDS = 1.0
"""Time between two snapshots."""
EPILOG = """\
Settings: the defaults, then --preset, then --config, then flags; each overrules the one before it.
What a training begins with (--start) brings the sizes of its networks: they overrule those of the defaults and of --preset.
--steps and --seconds count from the very start of the run, also with --resume.
Fewer than 2,000 pictures of your own are changed by chance before the judge sees them; --augmentation none leaves that out.
--change turns a dial while it trains, as on the Train page: which dials there are, a wrong name tells.
Ctrl-C saves and leaves.

"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "train",
        help="train two networks and save all into a run folder",
        description="Train two networks and save all into a run folder. Give an end: --steps or --seconds.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--preset", metavar="NAME", help="start from a preset's settings; see below")
    parser.add_argument("--config", metavar="FILE", help="settings as JSON, all or some of those in a config.json")
    parser.add_argument("--out", metavar="DIR", help="the run folder, new or empty (default: where `runs` looks)")
    parser.add_argument(
        "--resume", action="store_true", help="go on in --out from the newest checkpoint, with the run's own settings"
    )
    parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="STEP:NAME=VALUE",
        help="from STEP on, give a setting another value, such as 500:penalty.gamma=1; may be given several times",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print settings, sizes of the networks and device as JSON; write nothing"
    )
    add_settings(parser)
    parser.epilog = EPILOG + catalogue()
    parser.set_defaults(run=_train)


def _train(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    flags = given(arguments)
    base = settings(arguments.preset, arguments.config)
    run = _open(arguments) if arguments.resume else None
    config = _resumed(run, base, flags) if run else TrainConfig(**merged(base, flags, _beside(arguments)))
    if run is None:
        with telling(_data_field(config)):
            config.dataset.check()
            if not any(map(_says_changes, (flags, *base[arguments.preset == UPLOAD :]))):
                config = _as_many_need(config)
    changes = planned(config, arguments.change, run)
    if arguments.dry_run:
        return _describe(config, changes)
    if config.steps is None and config.seconds is None:
        raise ConfigError("steps", None, N_("an end: --steps N or --seconds S"))
    fresh, place = run is None, run.path if run else _place(arguments, config)
    with Interrupt() as interrupt, Display(config) as display:
        if run is None:
            config = config.settled(place.parent)
            _load(interrupt, display)  # first: where TensorFlow ends this program, no half-made folder stays behind
            with telling(placing(arguments)):
                run = Run.create(place, config, arguments.preset or config.dataset.name)
        known = [] if run.damaged() else run.status()["notices"]
        lock = run.acquire()
        try:
            run.mend()
            if config != run.config():
                run.set_config(config)
            if arguments.change:
                run.set_changes(changes)
        except BaseException:
            lock.release()
            raise
        recording = _prepare(run, fresh, lock, known, interrupt, display)
        try:
            _loop(recording, interrupt, display)
        except TrainingDiverged as error:
            if run.steps():
                display.note(f"The last good checkpoint, of step {run.status()['step']}, is kept in {run.path}.")
            raise error
        finally:
            recording.close()
    return _report(recording, interrupt)


def _says_changes(layer: dict[str, Any]) -> bool:
    """Whether a layer of settings says how pictures are changed before the judge sees them."""
    method = layer.get("method")
    names = (*layer, *(method if isinstance(method, dict) else ()))
    return any(name.removeprefix("method.").partition(".")[0] == "augmentation" for name in names)


def _as_many_need(config: TrainConfig) -> TrainConfig:
    """Pictures of one's own are changed where they are few, as on the Train page: the judge would learn them by heart."""
    if not isinstance(config.dataset, Images) or not isinstance(config.method, Adversarial):
        return config
    return config.replace(augmentation="none" if config.dataset.many() else PRESETS[UPLOAD].settings["augmentation"])


def _open(arguments: argparse.Namespace) -> Run:
    if arguments.out is None:
        raise ConfigError("out", None, N_("the folder of the run to go on with"))
    return open_run(arguments.out, "out")


def _beside(arguments: argparse.Namespace) -> Path:
    """The folder in which a new run will lie."""
    return Path(arguments.out).parent if arguments.out else runs_root()


def _place(arguments: argparse.Namespace, config: TrainConfig) -> Path:
    """Where a new run will lie, so far as that can be told before anything slow is done."""
    if arguments.out == "":  # such as an unset variable of the shell
        raise ConfigError("out", "", N_("a new or empty folder"))
    place = Path(arguments.out or runs_root() / new_id(arguments.preset or config.dataset.name))
    with telling(placing(arguments)):
        check_free(place)
    return place


def _load(interrupt: Interrupt, display: Display) -> None:
    display.phase("loading TensorFlow")
    load_quietly()
    interrupt.check()


def _data_field(config: TrainConfig) -> str:
    """The flag that images come from."""
    return "dataset.path" if "path" in settings_of(type(config.dataset)) else "dataset"


def _resumed(run: Run, base: list[dict[str, Any]], flags: dict[str, Any]) -> TrainConfig:
    """The run's own config, with a new end where one is given.

    Raises:
        ConfigError: another setting than the end differs from the run's.
    """
    own = run.config()
    before = own.to_flat()
    preset, asked = base
    brought = may_bring(type(own.method)) if own.start.warm else ()  # these overruled the preset when the run was begun
    sizes = {name: value for name, value in before.items() if name.partition(".")[0] in brought}
    config = TrainConfig(**nested(TrainConfig, own.to_dict(), preset, sizes, asked, one_end(flags)))
    infos = chosen(TrainConfig, before)
    for name, value in config.to_flat().items():
        if name not in ENDS and value != before.get(name):
            told = empty(infos[name][0]) if name in infos and before[name] is None else before.get(name)
            raise ConfigError(name, value, N_("{before}, as this run was begun"), before=told)
    return config


def _describe(config: TrainConfig, changes: Changes) -> int:
    """Print what would be trained, and on what."""
    load_quietly()
    configure()
    with own_settings():
        networks = config.method.maker(config.dataset).networks
    parameters = {network.name: network.count_params() for network in networks.values()}
    about = {
        "config": config.to_dict(),
        "changes": changes.to_list(),
        "parameters": parameters,
        "device": render(describe()),
    }
    print(json.dumps(about, indent=2))
    return 0


def _prepare(
    run: Run,
    fresh: bool,
    lock: filelock.BaseFileLock,
    known: list[dict[str, Any]],
    interrupt: Interrupt,
    display: Display,
) -> Recording:
    """Load TensorFlow and the data, and build the networks. A new folder goes again if this does not work.

    Notices of the run are told that are not ``known``.
    """

    def progress(part: float) -> None:
        interrupt.check()
        display.loading(part)

    try:
        if not fresh:
            _load(interrupt, display)
        display.phase("preparing")
        with telling(_data_field(run.config())):
            recording = Recording(run, progress, lock=lock)
        status = run.status()
        for note in [note for note in status["notices"] if note not in known]:
            display.note(render(note))
        tell_data(recording, display)
        trainer = recording.trainer
        apart = f" and {len(trainer.held_out):,} held out" if trainer.held_out else ""
        display.note(
            f"{len(trainer.data):,} {trainer.config.dataset.medium.name}{apart}, {render(status['device'])}, {run.path}"
        )
        return recording
    except BaseException:
        lock.release()
        if fresh:
            shutil.rmtree(run.path, ignore_errors=True)
        raise


def tell_data(recording: Recording, display: Display) -> None:
    """What was read of a visitor's pictures, what was left out and why, and what is odd about them."""
    report = recording.trainer.data.report
    for line in report.lines() if report else []:
        display.note(render(line))
    if report and len(report.left_out) > NAMES:
        display.note(f"All that was left out is listed in {recording.run.path / 'run.json'}.")


def _loop(recording: Recording, interrupt: Interrupt, display: Display) -> None:
    """Train to the end or an interrupt, and save; the state in the run folder tells how it went."""
    run = recording.run
    try:
        run.update(state="running")
        if not run.steps():
            recording.save()  # something to go back to, and the first frame of the film
        display.phase("compiling")
        if not (recording.finished or interrupt.signal):
            recording.trainer.compile()
        shown = float("-inf")
        while not (recording.finished or interrupt.signal):
            recording.turn()
            display.step(recording.step, recording.trainer.seconds)
            if time.monotonic() - shown >= SHOW_SECONDS:
                display.measures(recording.snapshot())
                shown = time.monotonic()
        display.measures(recording.snapshot())
        recording.save()
        run.update(state="finished" if recording.finished else "stopped")
        sentence = recording.conclude()
        if sentence:
            display.note(render(sentence))
    except BaseException as error:
        with suppress(OSError, GANBoardError):  # a full disk must not hide what went wrong first
            run.update(state="failed", error=told_of(error, run))
        raise


def told_of(error: BaseException, run: Run) -> dict[str, Any]:
    """What ended a training, as a message."""
    if isinstance(error, GANBoardError):
        return error.message
    if isinstance(error, OSError):
        return disk_message(error, run.path)
    return message("{problem}", problem=reason(error))


def _report(recording: Recording, interrupt: Interrupt) -> int:
    path, step = recording.run.path, recording.step
    if recording.finished:
        print(f"Finished at step {step} after {recording.trainer.seconds:.1f} s of training, in {path}")
        return 0
    again = f"{called()} train --resume --out {shlex.quote(str(path))}"
    print(f"Saved at step {step} in {path}. Go on with: {again}", flush=True)
    return interrupt.status
