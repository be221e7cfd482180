"""Who may steer a run: everybody, or one browser alone, while the others watch; and who began it. Two files in the run's folder.

They hold digests of a browser's secret, so that whoever reads the folder, or gets a copy of it, cannot steer by them. They are the
server's alone: no archive, poster, link or branch takes them along. They are no lock against the shell: who can write the folder
may do everything, also delete ``steering.json``, after which everybody steers again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ganboard.errors import GANBoardError, RunError
from ganboard.formats import numbered, upgraded
from ganboard.runs import Run
from ganboard.storage import disk_message, replacing

FILE, BEGINNER = "steering.json", "beginner.json"
NOBODY = "nobody"
"""Who steers, or began, where the file cannot be read: no browser has a digest like this, so nothing is opened by damaging it."""
STAND = "stand {run}"
"""Who steers a run of the stand: the server. It names the run, for a folder that somebody copied is the stand's no more."""


def digest(secret: str) -> str:
    """What a file holds of a browser's secret."""
    return hashlib.sha256(f"ganboard steering {secret}".encode()).hexdigest()


def steered_by(path: Path) -> str | None:
    """The digest of the browser that alone steers a run; None where everybody does.

    Args:
        path: The run's folder.
    """
    return _read(path / FILE)


def begun_by(path: Path) -> str | None:
    """The digest of the browser that began a run; None where no browser did.

    Args:
        path: The run's folder.
    """
    return _read(path / BEGINNER)


def is_of_stand(path: Path) -> bool:
    """Whether a run draws the clock of the stand.

    Args:
        path: The run's folder.
    """
    return steered_by(path) == STAND.format(run=path.name)


def let_steer(run: Run, by: str | None) -> None:
    """Say who steers a run from now on.

    Args:
        run: The run.
        by: A browser's digest, or None for everybody.

    Raises:
        RunError: the disk does not take it.
    """
    _write(run.path / FILE, by)


def note_beginner(run: Run, by: str) -> None:
    """Say who began a run.

    Args:
        run: The run.
        by: A browser's digest.

    Raises:
        RunError: the disk does not take it.
    """
    _write(run.path / BEGINNER, by)


def _read(file: Path) -> str | None:
    try:
        found = upgraded("steering", json.loads(file.read_bytes()))["by"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, GANBoardError):
        return NOBODY
    return found if isinstance(found, str) else NOBODY


def _write(file: Path, by: str | None) -> None:
    try:
        if by is None:
            file.unlink(missing_ok=True)
            return
        with replacing(file) as temporary:
            temporary.touch(0o600)  # for nobody else's eyes from its first byte on
            temporary.write_bytes(json.dumps(numbered("steering", {"by": by})).encode())
    except OSError as error:
        raise RunError.saying(disk_message(error, file)) from error
