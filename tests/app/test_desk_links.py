"""What the end of a link may say, and that nonsense is a sentence."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from ganboard.app.desk_links import LONGEST, LONGEST_VIEW, read_point, read_view
from ganboard.errors import ConfigError
from ganboard.studio.points import text_of

Z = text_of(np.arange(4, dtype=np.float32))


def packed(point: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(point).encode()).decode().rstrip("=")


def test_a_link_says_step_and_point() -> None:
    point = {"z": Z, "origin": Z, "psi": 0.5, "classes": [0, 1.0], "off": {"block": [1]}, "seed": 7}
    text = packed(point)
    assert read_point({"step": "120", "point": text, "run": "x"}) == (120, {**point, "text": text})
    assert read_point({}) == (None, None)
    text = packed({"z": Z, "psi": 1})
    assert read_point({"point": text})[1] == {
        "text": text,
        "z": Z,
        "origin": None,
        "psi": 1,
        "classes": None,
        "off": {},
        "seed": None,
    }


@pytest.mark.parametrize(
    "point",
    [
        "",
        "%%%",
        "AAAA",
        packed([1]),
        packed({"psi": 1}),
        packed({"z": 5, "psi": 1}),
        packed({"z": "AAA=", "psi": 1}),
        packed({"z": Z, "psi": 3}),
        packed({"z": Z, "psi": 1, "origin": "AAA="}),
        packed({"z": Z, "psi": 1, "origin": 5}),
        packed({"z": Z, "psi": 1, "classes": "three"}),
        packed({"z": Z, "psi": 1, "off": []}),
        packed({"z": Z, "psi": 1, "off": {"block": float("nan")}}),
        packed({"z": Z, "psi": 1, "seed": -1}),
        packed({"z": Z, "psi": 1})[:-3],
        "A" * (LONGEST + 4),
    ],
)
def test_a_damaged_link_is_named(point: str) -> None:
    with pytest.raises(ConfigError, match="damaged or incomplete"):
        read_point({"point": point})


@pytest.mark.parametrize("step", ["-1", "five", "", "1" * 30])
def test_a_step_is_a_number(step: str) -> None:
    with pytest.raises(ConfigError, match="a whole number"):
        read_point({"step": step})


def test_a_view_says_how_the_page_stood() -> None:
    view = {"tab": "walks", "smooth": True, "sliders": {"kind": "pca"}, "state": {"speed": 2}}
    assert read_view({"view": packed(view)}) == view
    assert read_view({"view": packed({})}) == {"tab": None, "smooth": False, "sliders": None, "state": None}
    assert read_view({}) is None


@pytest.mark.parametrize(
    "view",
    [
        "",
        "%%%",
        packed([1]),
        packed({"tab": 5}),
        packed({"sliders": "all"}),
        packed({"state": [1]}),
        packed({"sliders": {"kind": float("inf")}}),  # which no browser reads
        packed({"state": {"at": [float("nan")]}}),
        base64.urlsafe_b64encode(b'{"state": {"at": -1e999}}').decode(),
        "A" * (LONGEST_VIEW + 4),
    ],
)
def test_a_damaged_view_is_named(view: str) -> None:
    with pytest.raises(ConfigError, match="damaged or incomplete"):
        read_view({"view": view})
