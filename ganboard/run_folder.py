"""The folder of a run: its lock, and its two small files, ``run.json`` and ``config.json``, which any checkpoint can replace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import filelock

from ganboard import run_lock
from ganboard.checkpoint_files import CHECKPOINTS, file_of, steps_of
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, RunError, short
from ganboard.formats import upgraded
from ganboard.i18n import N_
from ganboard.run_status import made_anew, read_status, status_from, told_by, written
from ganboard.storage import patiently, write_bytes

LOOK_SECONDS = 0.2
"""How long a file that is being replaced may refuse to be read, as on Windows."""


class RunFolder:
    """A run folder that exists.

    Args:
        path: The folder.

    Raises:
        RunError: this is no run folder.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not is_run(self.path):
            raise RunError(
                N_("Expected a run folder at {path}, with a file run.json in it, but found none."),
                path=short(str(path), 300),
            )

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.path.name

    def acquire(self) -> filelock.BaseFileLock:
        """The lock of the one process that trains this run; see :func:`ganboard.run_lock.acquire`."""
        return run_lock.acquire(self.path)

    def in_use(self) -> bool:
        """Whether a process trains this run now."""
        return run_lock.held(self.path)

    def config(self) -> TrainConfig:
        """What is trained: what ``config.json`` says or, where that is damaged, what the newest checkpoint does.

        Raises:
            FormatError: it was made by a newer GANBoard.
            RunError: both are missing or damaged.
        """
        try:
            return self._own_config()
        except RunError:
            for _, _, told in self._told():
                with suppress(ConfigError, KeyError, TypeError, AttributeError, ValueError):
                    return TrainConfig(**upgraded("config", told["config"]))
            raise

    def _own_config(self) -> TrainConfig:
        try:
            return TrainConfig.from_json(self._read("config.json").decode(errors="replace"))
        except ConfigError as error:
            raise RunError(
                N_("The file {path} is damaged. {problem}"), path=str(self.path / "config.json"), problem=error.message
            ) from error

    def set_config(self, config: TrainConfig) -> None:
        """Replace the config, for example by one whose dataset could be had. Only the process that trains the run does so."""
        write_bytes(self.path / "config.json", config.to_json().encode())

    def status(self) -> dict[str, Any]:
        """What ``run.json`` says: at least id, name, state, created, step, seconds, notices.

        Where it is damaged or missing, what the newest checkpoint says, with a notice of that.

        Raises:
            RunError: there is no such checkpoint either, or the file cannot be read.
        """
        try:
            return self._own_status()
        except RunError as error:
            if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, FileNotFoundError):
                raise  # it may be whole
            for step, seconds, told in self._told():
                with suppress(ValueError):
                    return status_from(told, step, seconds, self.id)
            raise

    def begun(self) -> float | None:
        """When the run was begun, in seconds since 1970, as ``run.json`` itself says; None where it cannot say."""
        with suppress(RunError):
            return float(self._own_status()["created"])
        return None

    def _own_status(self) -> dict[str, Any]:
        try:
            return read_status(self._read("run.json"), self.id)
        except ValueError as error:
            raise RunError(
                N_("The file {path} is damaged: {problem}."), path=str(self.path / "run.json"), problem=str(error)
            ) from error

    def _told(self) -> Iterator[tuple[int, float, dict[str, Any]]]:
        """Step, seconds and what they tell of the run, of the checkpoints that can be read, the newest first."""
        return told_by(self._file(step, ".npz") for step in reversed(self.steps()))

    def damaged(self) -> list[str]:
        """Which of ``run.json`` and ``config.json`` are missing or cannot be understood."""
        found = []
        for name, read in (("run.json", self._own_status), ("config.json", self._own_config)):
            try:
                read()
            except RunError:
                found.append(name)
        return found

    def mend(self) -> None:
        """Make what is damaged of ``run.json`` and ``config.json`` anew from the checkpoints, and leave a notice.

        Only the process that trains the run does so.

        Raises:
            RunError: no checkpoint tells what stood there.
            OSError: the disk refuses it.
        """
        damaged = self.damaged()
        if "config.json" in damaged:
            self.set_config(self.config())
            self.notify(made_anew("config.json", next(self._told())[0]))
        elif "run.json" in damaged:
            self.update()

    def sweep(self) -> None:
        """Remove what processes that were killed left half written. Only the process that trains the run does so."""
        for pattern in (
            f"{CHECKPOINTS}/.*.tmp",
            ".run.json.*.tmp",
            ".config.json.*.tmp",
            ".changes.jsonl.*.tmp",
            ".data.npz.*.tmp",
            ".larger.npz.*.tmp",
            ".start.npz.*.tmp",
        ):
            for file in self.path.glob(pattern):
                with suppress(OSError):
                    file.unlink()

    def update(self, **changes: Any) -> None:
        """Change some of the status. Only the process that trains the run does so."""
        write_bytes(self.path / "run.json", written({**self.status(), **changes}))

    def notify(self, sentence: dict[str, Any]) -> None:
        """Add a message for whoever looks at the run."""
        self.update(notices=[*self.status()["notices"], sentence][-5:])

    def _read(self, name: str) -> bytes:
        try:
            return patiently((self.path / name).read_bytes, LOOK_SECONDS)
        except OSError as error:
            raise RunError(
                N_("The run folder {path} has no readable {name}."), path=str(self.path), name=name
            ) from error

    # Checkpoints

    def _file(self, step: int, suffix: str) -> Path:
        return file_of(self.path, step, suffix)

    def steps(self) -> list[int]:
        """The steps of all checkpoints, ascending."""
        return sorted(steps_of(self.path))


def is_run(path: Path) -> bool:
    """Whether a folder holds a run: ``run.json`` or, where that was lost, a checkpoint."""
    try:
        if (path / "run.json").is_file():
            return True
        return any(True for _ in steps_of(path))
    except (OSError, ValueError):  # a name that no disk takes
        return False
