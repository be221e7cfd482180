"""The archives that ship inside: makers that are there before anything was trained."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

from ganboard.archive import Archive, read_archive
from ganboard.errors import ConfigError, RunError, short
from ganboard.i18n import N_
from ganboard.runs import Run
from ganboard.storage import disk_message, write_bytes

SHIPPED = Path(__file__).parent / "archives"
"""Where they lie; the README there says how each was made."""
BEGINNINGS = frozenset({"untold"})
"""Those that trainings begin with, and that are no maker to look at: they were told nothing that one could ask for."""
UNPACKED = ".shipped"
"""The folder, beside the runs, of those that were unpacked: no list of runs holds it."""


def shipped(name: str = "digits") -> Archive:
    """An archive that ships inside, read once.

    Raises:
        ConfigError: there is none of this name.
    """
    names = sorted(path.stem for path in SHIPPED.glob("*.zip"))
    if name not in names:
        raise ConfigError("archive", name, N_("one of {choices}"), choices=", ".join(names))
    return _read(SHIPPED / f"{name}.zip")


def archive_of(source: str) -> str | None:
    """The name of the shipped archive that a source of the explorer stands for; None where it is the id of a run.

    Args:
        source: Such as ``"shipped"``, which are the digits, ``"shipped-words"``, or ``"20260101-120000-quick-1a2b"``.
    """
    name = "digits" if source == "shipped" else source.removeprefix("shipped-")
    return name if name != source and name not in BEGINNINGS and (SHIPPED / f"{name}.zip").is_file() else None


def sources(ability: str = "") -> list[str]:
    """All that :func:`archive_of` knows, the digits first.

    Args:
        ability: Which their networks must have, see ``Method.abilities``; any where it is empty.
    """
    names = sorted({path.stem for path in SHIPPED.glob("*.zip")} - BEGINNINGS)
    able = [name for name in names if not ability or ability in shipped(name).config.method.abilities]
    return sorted("shipped" if name == "digits" else f"shipped-{name}" for name in able)


def folder_of(source: str, root: Path) -> Run:
    """What ships inside as a run folder, where what was measured of it is kept. Unpacked at the first use.

    Args:
        source: As :func:`archive_of` takes it.
        root: Where the runs lie.

    Raises:
        RunError: nothing of this name ships, or the disk refuses it.
    """
    name, path = archive_of(source), root / UNPACKED / source
    if name is None:
        raise RunError(N_("There is no run called {run}. It may have been deleted."), run=short(source))
    try:
        with zipfile.ZipFile(SHIPPED / f"{name}.zip") as packed:
            files = {path / member: packed.read(member) for member in packed.namelist()}
        for old in {*path.glob("checkpoints/*.npz")} - files.keys():  # of an earlier version
            old.unlink(missing_ok=True)  # another visitor may be at it too
        for file, content in files.items():
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(file, content)
    except OSError as error:
        raise RunError.saying(disk_message(error, path)) from error
    return Run(path)


@cache
def _read(path: Path) -> Archive:
    archive = read_archive(path)
    for array in archive.checkpoint.arrays.values():
        array.flags.writeable = False  # all who ask get the same
    return archive
