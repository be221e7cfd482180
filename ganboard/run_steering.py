"""Who may steer a run: everybody, or one browser alone, while the others watch. A file of its own in the run's folder says so.

It holds a digest of the browser's secret, so that whoever reads the folder, or gets a copy of it, cannot steer by it. It is no lock
against the shell: who can write the folder may do everything, also delete the file, after which everybody steers again.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ganboard.errors import GANBoardError, RunError
from ganboard.formats import numbered, upgraded
from ganboard.runs import Run
from ganboard.storage import disk_message, write_bytes

FILE = "steering.json"
NOBODY = "nobody"
"""Who steers where the file cannot be read: no browser has a digest like this, so nothing is opened by damaging it."""


def digest(secret: str) -> str:
    """What a file holds of a browser's secret."""
    return hashlib.sha256(f"ganboard steering {secret}".encode()).hexdigest()


def steered_by(path: Path) -> str | None:
    """The digest of the browser that alone steers a run; None where everybody does.

    Args:
        path: The run's folder.
    """
    try:
        found = upgraded("steering", json.loads((path / FILE).read_bytes()))["by"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, GANBoardError):
        return NOBODY
    return found if isinstance(found, str) else NOBODY


def let_steer(run: Run, by: str | None) -> None:
    """Say who steers a run from now on.

    Args:
        run: The run.
        by: A browser's digest, or None for everybody.

    Raises:
        RunError: the disk does not take it.
    """
    file = run.path / FILE
    try:
        if by is None:
            file.unlink(missing_ok=True)
        else:
            write_bytes(file, json.dumps(numbered("steering", {"by": by})).encode())
    except OSError as error:
        raise RunError.saying(disk_message(error, file)) from error
