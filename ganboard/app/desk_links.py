"""Links to what is on the Explore page: what ``?step=``, ``?point=`` and ``?view=`` say, checked before a page believes it."""

from __future__ import annotations

import base64
import binascii
import json
import math
from typing import Any

from ganboard.app.numbers import STEPS, whole
from ganboard.errors import ConfigError
from ganboard.i18n import N_

BROKEN = N_("the end of a link that “Copy link” made; this one is damaged or incomplete")
LONGEST, LONGEST_VIEW = 20_000, 60_000
"""Characters of a point, and of a view, at most: a point of 512 numbers has some 4,000, a walk has six of them."""


def read_point(query: dict[str, str]) -> tuple[int | None, dict[str, Any] | None]:
    """The step and the point that an address names.

    Args:
        query: The address' query.

    Returns:
        The training step or None, and the point as bar.js takes it or None: ``z`` and ``origin`` (where the sliders go back to,
        None if to ``z``), ``psi``, ``classes``, ``off``, ``seed``, and as ``text`` how it stands in the address.

    Raises:
        ConfigError: one of them is nonsense.
    """
    step, point = query.get("step"), query.get("point")
    number = whole(step, 0, STEPS)
    if step is not None and number is None:
        raise ConfigError("step", step, N_("a whole number"))
    return number, None if point is None else _point(point)


def read_view(query: dict[str, str]) -> dict[str, Any] | None:
    """How the page stood when a link was copied.

    Args:
        query: The address' query.

    Returns:
        None if it does not say; else ``tab``, a name or None; ``smooth``; ``sliders`` and ``state`` (of the tab), dicts or None
        that the page's parts look through by themselves.

    Raises:
        ConfigError: it is nonsense.
    """
    text = query.get("view")
    if text is None:
        return None
    try:
        view = _unpacked(text, LONGEST_VIEW)
        tab, sliders, state = view.get("tab"), view.get("sliders"), view.get("state")
        if not isinstance(tab, str | None) or any(not isinstance(each, dict | None) for each in (sliders, state)):
            raise ValueError("out of range")
    except (ValueError, RecursionError, binascii.Error):
        raise ConfigError("view", text, BROKEN) from None
    return {"tab": tab, "smooth": bool(view.get("smooth")), "sliders": sliders, "state": state}


def _unpacked(text: str, longest: int) -> dict[str, Any]:
    if len(text) > longest:
        raise ValueError("too long")
    data = text.replace("-", "+").replace("_", "/")
    found = json.loads(
        base64.b64decode(data + "=" * (-len(data) % 4), validate=True), parse_float=_finite, parse_constant=_finite
    )
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _finite(text: str) -> float:
    """A number that a browser can be told: its JSON has no infinity."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _numbers(text: Any) -> str:
    if not isinstance(text, str) or len(base64.b64decode(text, validate=True)) % 4:
        raise ValueError("no numbers")
    return text


def _point(text: str) -> dict[str, Any]:
    try:
        point = _unpacked(text, LONGEST)
        z, origin = _numbers(point["z"]), point.get("origin")
        origin = None if origin is None else _numbers(origin)
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
    return {"z": z, "origin": origin, "psi": psi, "classes": classes, "off": off or {}, "seed": seed, "text": text}
