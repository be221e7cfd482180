"""Links to a point: what ``?step=`` and ``?point=`` say, checked before a page believes it."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from ganboard.app.numbers import STEPS, whole
from ganboard.errors import ConfigError
from ganboard.i18n import N_

BROKEN = N_("the end of a link that “Copy link” made; this one is damaged or incomplete")
LONGEST = 20_000
"""Characters of a point at most; one of 512 numbers has some 4,000."""


def read_point(query: dict[str, str]) -> tuple[int | None, dict[str, Any] | None]:
    """The step and the point that an address names.

    Args:
        query: The address' query.

    Returns:
        The training step or None, and the point as bar.js takes it or None.

    Raises:
        ConfigError: one of them is nonsense.
    """
    step, point = query.get("step"), query.get("point")
    number = whole(step, 0, STEPS)
    if step is not None and number is None:
        raise ConfigError("step", step, N_("a whole number"))
    return number, None if point is None else _point(point)


def _point(text: str) -> dict[str, Any]:
    try:
        if len(text) > LONGEST:
            raise ValueError("too long")
        data = text.replace("-", "+").replace("_", "/")
        point = json.loads(base64.b64decode(data + "=" * (-len(data) % 4), validate=True))
        if not isinstance(point, dict):
            raise ValueError("no object")
        z = point["z"]
        if not isinstance(z, str) or len(base64.b64decode(z, validate=True)) % 4:
            raise ValueError("no numbers")
        psi, classes, off, seed = (point.get(name) for name in ("psi", "classes", "off", "seed"))
        fine = isinstance(psi, int | float) and 0 <= psi <= 1
        fine &= classes is None or (
            isinstance(classes, list) and all(isinstance(part, int | float) and 0 <= part <= 1 for part in classes)
        )
        fine &= off is None or isinstance(off, dict)
        fine &= seed is None or (isinstance(seed, int) and 0 <= seed < 2**31)
        if not fine:
            raise ValueError("out of range")
    except (ValueError, KeyError, RecursionError, binascii.Error):
        raise ConfigError("point", text, BROKEN) from None
    return {"z": z, "psi": psi, "classes": classes, "off": off or {}, "seed": seed}
