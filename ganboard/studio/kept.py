"""Directions that somebody named. They lie beside the generator: in the run's folder, or in the runs' folder for what is shipped.

``directions.json`` holds ``{"directions": [{"id", "name", "z", "step", "created"}]}``: ``z`` the unit vector, base64 of float32;
``step`` the training step at which it was found; ``created`` seconds since 1970. The file is read, changed and replaced in one
question, and all questions are answered by the one thread of the engine: two pages that keep at once both keep.
"""

from __future__ import annotations

import json
import secrets
import time
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.errors import ConfigError, GANBoardError, RunError, reason
from ganboard.formats import numbered, upgraded
from ganboard.i18n import N_
from ganboard.storage import disk_message, write_bytes
from ganboard.studio.base import Answer, Scene, keeping, question
from ganboard.studio.points import text_of, vector

MOST = 100
"""Directions kept with one generator at most."""
LONGEST = 60
"""Characters of a name at most."""
SHORTEST = 1e-3
"""A step between two pictures that is shorter than this has no direction to speak of."""
LARGEST = 4_000_000
"""Bytes of the file at most: a hundred directions of 512 numbers take 300 thousand."""
FILE = "directions.json"


def kept_directions(scene: Scene) -> list[dict[str, Any]]:
    """The directions kept with a generator, in the order in which they were kept.

    Returns:
        For each id, name, z (base64 of the unit vector, float32, (latent_size,)), step, created.

    Raises:
        RunError: the file is there, but damaged.
    """
    path, size = _path(scene), scene.renderer.spec.latent_size
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _damaged(path, error.strerror or type(error).__name__) from error
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        rows = upgraded("directions", dict(json.loads(data)))["directions"]
        if not isinstance(rows, list) or len(rows) > MOST:
            raise ValueError("no list, or one that is too long")
        return [_row(row, size) for row in rows]
    except GANBoardError as error:
        raise _damaged(path, str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(path, reason(error)) from error


@question
def my_directions(scene: Scene) -> Answer:
    """All kept directions at once, under ``kept``; see :func:`kept_directions`."""
    return {"kept": kept_directions(scene)}, None


@keeping
@question
def keep_direction(scene: Scene, name: Any, z: Any) -> Answer:
    """Keep a direction under a name.

    Args:
        scene: With whose run it is kept.
        name: From 1 to ``LONGEST`` characters.
        z: Base64 of float32, (latent_size,), of any length but none.

    Returns:
        ``kept``, all of them, the new one last; ``new``, the id of the new one.

    Raises:
        ConfigError: the name or the direction cannot be used.
        RunError: there are ``MOST`` already, or the file is damaged or cannot be written.
    """
    step = vector(z, scene.renderer.spec.latent_size).astype(np.float64)
    length = float(np.linalg.norm(step))
    if length < SHORTEST:
        raise ConfigError("direction", f"{length:.1g}", N_("two points that lie apart: move a slider first"))
    name, rows = _name(name), kept_directions(scene)
    if len(rows) >= MOST:
        raise RunError(N_("{most} directions are kept with this generator already. Remove one first."), most=MOST)
    row = {
        "id": secrets.token_hex(4),
        "name": name,
        "z": text_of(step / length),
        "step": scene.step,
        "created": time.time(),
    }
    return {"kept": _write(scene, [*rows, row]), "new": row["id"]}, None


@keeping
@question
def rename_direction(scene: Scene, id: str, name: Any) -> Answer:
    """Give a kept direction another name. Gives ``kept``, all of them; raises as :func:`keep_direction` does."""
    name, rows = _name(name), kept_directions(scene)
    place = _place(rows, id)
    rows[place] = {**rows[place], "name": name}
    return {"kept": _write(scene, rows)}, None


@keeping
@question
def forget_direction(scene: Scene, id: str) -> Answer:
    """Remove a kept direction. Gives ``kept``, those that are left; raises as :func:`keep_direction` does."""
    rows = kept_directions(scene)
    del rows[_place(rows, id)]
    return {"kept": _write(scene, rows)}, None


def _path(scene: Scene) -> Path:
    return scene.run.path / FILE if scene.run else scene.studio.root / f"{scene.source}-{FILE}"


def _row(row: dict[str, Any], size: int) -> dict[str, Any]:
    step, created = row["step"], float(row["created"])
    if (
        not isinstance(row["id"], str)
        or isinstance(step, bool)
        or not isinstance(step, int)
        or not np.isfinite(created)
    ):
        raise ValueError("an entry is incomplete")
    length = float(np.linalg.norm(vector(row["z"], size)))
    if abs(length - 1) > SHORTEST:
        raise ValueError(f"a direction has length {length:.3g} instead of 1")
    return {"id": row["id"], "name": _name(row["name"]), "z": row["z"], "step": step, "created": created}


def _name(name: Any) -> str:
    plain = " ".join(name.split()) if isinstance(name, str) else ""
    if not 1 <= len(plain) <= LONGEST or not plain.isprintable():
        raise ConfigError("name", name, N_("from {least} to {most} characters"), least=1, most=LONGEST)
    return plain


def _place(rows: list[dict[str, Any]], wanted: str) -> int:
    for place, row in enumerate(rows):
        if row["id"] == wanted:
            return place
    raise RunError(N_("This direction is not there any more. It may have been removed on another page."))


def _write(scene: Scene, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    path = _path(scene)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)  # the first thing kept may come before the first run
        write_bytes(
            path, json.dumps(numbered("directions", {"directions": rows}), ensure_ascii=False, indent=1).encode()
        )
    except OSError as error:
        raise RunError.saying(disk_message(error, path)) from error
    return rows


def _damaged(path: Path, problem: str) -> RunError:
    return RunError(
        N_("The file {path} with the directions that you kept is damaged: {problem} Move it away to begin anew."),
        path=str(path),
        problem=problem if problem.endswith(".") else f"{problem}.",
    )
