"""Config fields as flags, and presets, files and flags as one config."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import types
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from ganboard.config import TrainConfig, of_this_format, with_start
from ganboard.errors import ConfigError, DatasetError, RunError, short
from ganboard.i18n import N_, render
from ganboard.presets import PRESETS, preset
from ganboard.registry import config_error
from ganboard.run_checkpoints import lost_message
from ganboard.runs import Run, runs_root
from ganboard.settings import empty, every, registries
from ganboard.snapshot import Checkpoint
from ganboard.storage import FULL, disk_message

ENDS = ("steps", "seconds")
"""The two settings that say when training ends; one replaces the other."""
WORDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}


def called() -> str:
    """How this program was called, for hints that can be typed: by its script, or by Python's ``-m``."""
    return "ganboard" if Path(sys.argv[0]).stem == "ganboard" else "python -m ganboard"


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add a flag for every setting of the config and of every part. Only flags that are given enter the namespace."""
    groups = {"": parser.add_argument_group("training")}
    for setting in every(TrainConfig).values():
        about = next(iter(setting.owners.values()))
        if setting.registry is not None:
            texts = " ".join(dict.fromkeys(info.description or "" for info in setting.owners.values()))
            group = groups[setting.registry.kind] = parser.add_argument_group(setting.registry.kind, texts)
            help_text = _safe(f"One of {', '.join(setting.registry.names())} (default: {about.default})")
            flag = "--" + setting.name.replace("_", "-")
            group.add_argument(flag, dest=setting.name, metavar="NAME", default=argparse.SUPPRESS, help=help_text)
        else:
            add_flag(groups[setting.group], setting.name, setting.owners)


def given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given as flags, by flat name."""
    known = every(TrainConfig)
    return {key: value for key, value in vars(arguments).items() if key in known}


def catalogue() -> str:
    """All presets and parts with their summaries, for ``--help``."""
    lines = ["presets:", *(f"  {name:<16} {each.summary}" for name, each in PRESETS.items())]
    for kind, registry in registries(TrainConfig).items():
        lines += ["", f"{kind}:", *(f"  {part.name:<16} {part.summary}" for part in registry)]
    return "\n".join(lines)


def settings(preset_name: str | None, file: str | None) -> list[dict[str, Any]]:
    """What a preset says, and a config file, which overrules it: layers as :func:`ganboard.settings.nested` takes them.

    Raises:
        ConfigError: no such preset, or no such file.
    """
    chosen = preset(preset_name).settings if preset_name is not None else {}
    return [chosen, of_this_format(_read(file)) if file is not None else {}]


def merged(layers: Iterable[dict[str, Any]], flags: dict[str, Any], beside: Path | None = None) -> dict[str, Any]:
    """Settings with flags by flat name laid over them.

    Args:
        layers: As :func:`settings` gives them. What a training begins with overrules the first one, see
            :func:`ganboard.config.with_start`.
        flags: What overrules all.
        beside: The folder in which runs lie; where they usually do, if left out.

    Raises:
        ConfigError: as for :func:`one_end`.
    """
    return with_start(*layers, one_end(flags), beside=beside)


def one_end(flags: dict[str, Any]) -> dict[str, Any]:
    """Flags of which one end takes the place of the other.

    Raises:
        ConfigError: both ends at once.
    """
    ends = [end for end in ENDS if flags.get(end, "") != ""]
    if len(ends) > 1:
        raise ConfigError("seconds", flags["seconds"], N_("one end only: --steps or --seconds"))
    return flags | {end: None for end in ENDS if ends and end not in ends}


def checked(model: type[BaseModel], **values: Any) -> Any:
    """A model of a command's own options.

    Raises:
        ConfigError: a value is wrong.
    """
    try:
        return model(**values)
    except ValidationError as error:
        raise config_error(error) from None


@contextmanager
def telling(field: str) -> Iterator[None]:
    """A complaint about a run or about images begins with the flag that it is about."""
    try:
        yield
    except (RunError, DatasetError) as error:
        if error.message["template"] == FULL:  # no flag is to blame
            raise
        raise type(error)("{field}: {problem}", field=field, problem=error.message) from error


def placing(arguments: argparse.Namespace) -> str:
    """What says where new runs lie."""
    return "out" if arguments.out else "GANBOARD_RUNS"


def open_run(name: str, field: str = "run") -> Run:
    """A run by its folder, or by its id as ``runs`` lists it.

    Raises:
        ConfigError: no name.
        RunError: there is none.
    """
    if not name:
        raise ConfigError(field, name, N_("a run folder, or the id of a run"))
    below_root = runs_root() / name
    with telling(field):
        try:
            return Run(below_root if not Path(name).exists() and below_root.is_dir() else name)
        except OSError as error:  # a name that no disk takes
            raise RunError.saying(disk_message(error, short(name, 300))) from error


def checkpoint_of(run: Run, step: int | None) -> Checkpoint:
    """A checkpoint of a run; where the newest one cannot be read, that is said on stderr.

    Raises:
        CheckpointError: there is none, or the asked-for one is damaged.
    """
    checkpoint = run.load(step)
    if lost := lost_message(checkpoint):
        print(f"note: {render(lost)}", file=sys.stderr)
    return checkpoint


def target(path: str, suffixes: Iterable[str]) -> Path:
    """A file to write, checked before anything slow is done.

    Raises:
        ConfigError: another suffix, a folder that is not there or takes no files, or a folder in its place.
    """
    file = Path(path)
    if file.suffix.lower() not in suffixes:
        raise ConfigError("out", path, N_("a file name that ends in {suffixes}"), suffixes=" or ".join(suffixes))
    if not file.parent.is_dir():
        raise ConfigError("out", path, N_("a folder that exists"))
    if file.is_dir():
        raise ConfigError("out", path, N_("the name of a file, not of a folder"))
    try:
        tempfile.TemporaryFile(dir=file.parent).close()
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError("out", path, N_("a folder that can be written ({problem})"), problem=problem) from None
    return file


def number(text: str) -> Any:
    """The number that a text spells; the text itself where it spells none, for the check that says so."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _read(file: str) -> dict[str, Any]:
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8-sig"))  # as Windows' editor saves it
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError("config", file, N_("a file that can be read ({problem})"), problem=problem) from None
    except (ValueError, RecursionError) as error:
        raise ConfigError("config", file, N_("a file of JSON ({problem})"), problem=str(error)) from None
    if not isinstance(found, dict):
        raise ConfigError("config", file, N_("a file with a JSON object of settings"))
    return found


def add_flag(group: Any, name: str, infos: dict[str, FieldInfo]) -> None:
    """Add one flag, for a field; parts of one kind may share it, each with a range and a default of its own."""
    flag = "--" + name.replace("_", "-")
    help_text = " ".join((f"{part}: " if part else "") + _about(info) for part, info in infos.items())
    options: dict[str, Any] = {"dest": name, "default": argparse.SUPPRESS, "help": _safe(help_text)}
    kinds = {kind for info in infos.values() for kind in _kinds(info.annotation)}
    if kinds == {bool}:
        group.add_argument(flag, action=argparse.BooleanOptionalAction, **options)
    else:
        text = not kinds <= {bool, int, float}
        metavar = "TEXT" if text else "X" if float in kinds else "N"
        group.add_argument(flag, metavar=metavar, type=str if text else number, **options)


def _about(info: FieldInfo) -> str:
    default = str(info.default).lower() if isinstance(info.default, bool) else info.default
    default = empty(info) if default is None else "none" if default == "" else default
    notes = [note for note in (_range(info), f"default: {default}") if note]
    return f"{info.title}. {info.description} ({'; '.join(notes)})"


def _range(info: FieldInfo) -> str:
    choices = [choice for kind in _members(info.annotation) if get_origin(kind) is Literal for choice in get_args(kind)]
    if choices:
        return "one of " + ", ".join(map(str, choices))
    limits = {key: f"{getattr(limit, key):,}" for limit in info.metadata for key in WORDS if hasattr(limit, key)}
    if limits.keys() == {"ge", "le"}:
        return f"{limits['ge']} to {limits['le']}"
    return ", ".join(f"{WORDS[key]} {value}" for key, value in limits.items())


def _kinds(annotation: Any) -> set[type]:
    """The plain types that a field takes, without None."""
    members = _members(annotation)
    literals = {type(choice) for kind in members if get_origin(kind) is Literal for choice in get_args(kind)}
    return literals | {kind for kind in members if get_origin(kind) is not Literal and kind is not type(None)}


def _members(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def _safe(text: str) -> str:
    """A help text as argparse takes it, which formats it with ``%``."""
    return text.replace("%", "%%")
