"""What ``run.json`` says of a run, checked; and what every checkpoint says of it too, so that a damaged file can be made anew."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.formats import numbered, upgraded
from ganboard.i18n import N_, message, render
from ganboard.journal import is_number
from ganboard.methods.adversarial_words import RAN_AWAY, VALUES_RAN_AWAY
from ganboard.storage import read_arrays

STATES = ("waiting", "preparing", "running", "paused", "finished", "stopped", "failed")
ENDED = ("finished", "stopped", "failed")
ABOUT = "meta/run"
"""The array of a checkpoint that tells of its run: JSON as uint8, with the keys in ``TOLD``, ``"config"`` and ``"changes"``."""
PARENT = "parent"
"""The key of the status under which stands what a branch came from: ``{"run", "step", "settings"}``, what it had otherwise."""
CLOSE = "closely"
"""The key of whether the doctor looks at a run as often as it can, and not as little as is usual. A branch has it too."""
SINCE = "since"
"""The key under which stands from which step on the config holds; what is before was trained with another. Missing: from 0."""
TOLD = ("name", "created", "images", "pictures", "report", "race", PARENT, SINCE)
"""What a checkpoint repeats of the status."""
MADE_ANEW = N_("The file {file} of this run was damaged. It was made anew from the checkpoint of step {step}.")
LIMIT = 10**11
"""Steps and seconds are below this, also those since 1970."""


def read_status(data: bytes, folder: str) -> dict[str, Any]:
    """A status from the bytes of ``run.json``: at least id, name, state, created, step, seconds, notices.

    What is of another kind than expected counts as missing where a run can do without it.

    Args:
        data: The file.
        folder: The run's id, which is also its name where the file tells none.

    Raises:
        FormatError: it was made by a newer GANBoard.
        ValueError: it is damaged.
    """
    try:
        found = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    found = upgraded("run", found)
    status = {"name": folder, "created": 0.0, **found, "id": folder}
    fine = {
        "state": isinstance(status.get("state"), str) and status["state"] in STATES,
        "step": isinstance(status.get("step"), int) and _counts(status["step"]),
        "seconds": _counts(status.get("seconds")),
        "created": _counts(status["created"]),
        "name": isinstance(status["name"], str),
    }
    if not all(fine.values()):
        raise ValueError(f"no {next(key for key in fine if not fine[key])}")
    notes = status.get("notices")
    status["notices"] = [note for note in notes if _is_message(note)] if isinstance(notes, list) else []
    for key in ("error", "device", "unwatched"):
        if key in status and not _is_message(status[key]):
            status[key] = None
    if PARENT in status:
        status |= {PARENT: _parent(status[PARENT])}
        if status[PARENT] is None:
            del status[PARENT]
    if SINCE in status and not (isinstance(status[SINCE], int) and _counts(status[SINCE])):
        del status[SINCE]
    if not isinstance(status.get("until"), int):
        status["until"] = None
    return status


def came_to_nothing(status: dict[str, Any]) -> dict[str, Any] | None:
    """Why a training broke down, or ended with numbers that had run away, a message; None where it did neither.

    Args:
        status: As :func:`read_status` gives it.
    """
    if status["state"] == "failed":
        return status.get("error")
    return next((note for note in reversed(status["notices"]) if is_of_numbers(note)), None)


def is_of_numbers(note: dict[str, Any]) -> bool:
    """Whether a notice says that the numbers had run away at the end."""
    return note.get("template") in (RAN_AWAY, VALUES_RAN_AWAY)


def written(status: dict[str, Any]) -> bytes:
    """The bytes of ``run.json``."""
    return json.dumps(numbered("run", status), indent=2).encode()


def told_by(files: Iterable[Path]) -> Iterator[tuple[int, float, dict[str, Any]]]:
    """Step, seconds and what they tell of their run, of those of some checkpoints that can be read.

    What they tell is empty where a version wrote them that did not say it.
    """
    for file in files:
        with suppress(OSError, ValueError, KeyError, TypeError):
            arrays = read_arrays(file, ("meta/",))
            about = {"created": file.stat().st_mtime, **_unpack(arrays.get(ABOUT))}
            yield int(arrays["meta/step"]), float(arrays["meta/seconds"]), about


def status_from(told: dict[str, Any], step: int, seconds: float, folder: str) -> dict[str, Any]:
    """A status made of what a checkpoint tells of its run: it stands there, stopped, and a notice says why.

    Args:
        told: As :func:`told_by` gives it.
        step: The checkpoint's.
        seconds: Of training up to it.
        folder: The run's id, which is also its name where the checkpoint tells none.
    """
    about = {key: told[key] for key in TOLD if key in told}
    where = {"state": "stopped", "step": step, "seconds": seconds, "notices": [made_anew("run.json", step)]}
    return read_status(json.dumps({**about, **where}).encode(), folder)


def pack(status: dict[str, Any], config: dict[str, Any], changes: list[dict[str, Any]]) -> np.ndarray:
    """What a checkpoint says of its run, as the array ``ABOUT``: uint8, (bytes,)."""
    told = {key: status[key] for key in TOLD if key in status}
    about = {**told, "config": numbered("config", config), "changes": changes}
    return np.frombuffer(json.dumps(about).encode(), np.uint8)


def _unpack(array: np.ndarray | None) -> dict[str, Any]:
    if array is None or array.dtype != np.uint8:
        return {}
    try:
        found = json.loads(array.tobytes())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def made_anew(file: str, step: int) -> dict[str, Any]:
    """The message that a file of a run was made anew from a checkpoint."""
    return message(MADE_ANEW, file=file, step=step)


def _counts(value: Any) -> bool:
    """Whether a value of JSON is a number of steps or seconds."""
    return is_number(value) and math.isfinite(value) and 0 <= value < LIMIT


def _parent(value: Any) -> dict[str, Any] | None:
    """A value of JSON that names a run and a step of it, with settings; None if it does not."""
    if not (isinstance(value, dict) and isinstance(value.get("run"), str) and isinstance(value.get("step"), int)):
        return None
    settings = value.get("settings")  # branches of earlier versions do not say it
    return {**value, "settings": settings if isinstance(settings, dict) else {}}


def _is_message(value: Any) -> bool:
    if not (isinstance(value, dict) and isinstance(value.get("template"), str)):
        return False
    try:
        render(value)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError):  # a place without a value, or no values
        return False
    return True
