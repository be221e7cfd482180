"""What the page is told of a step in slow motion, and formulas as MathML."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app.connection import engine
from ganboard.app.mathml import mathml
from ganboard.app.origin import OneSite
from ganboard.app.routes import ROUTES
from ganboard.app.slow_motion import DARKER, LIGHTER, ink, tile, told
from ganboard.i18n import N_, message
from ganboard.methods.still import Layer, Row, Still, Sum, Term
from ganboard.methods.vae_look import FORMULA
from ganboard.objectives import OBJECTIVES

FORMULAS = [getattr(part, name) for part in OBJECTIVES for name in ("discriminator_formula", "generator_formula")]


def pixels(address: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))))


def test_every_formula_becomes_mathml_with_the_colours_and_without_latex() -> None:
    for formula in {*FORMULAS, FORMULA}:
        root = fromstring(mathml(formula))
        text = "".join(root.itertext())
        assert "\\" not in text
        assert "{" not in text
        assert "&" not in text
        classes = {node.get("class") for node in root.iter("mrow")} - {None}
        assert classes <= {"real", "fake", "judge", "noise"}
        assert classes
    assert (
        "".join(fromstring(mathml(FORMULAS[0])).itertext()).replace("\u2061", "") == "−Ex[logD(x)]−Ez[log(1−D(G(z)))]"
    )
    half = fromstring(mathml(r"\tfrac12 x_{1}^2"))
    assert ["".join(part.itertext()) for part in half.iter("mfrac")] == ["12"]
    assert [node.tag for node in half] == ["mfrac", "msup"]
    with pytest.raises(ValueError, match="sqrt"):
        mathml(r"\sqrt{2}")


def still(*rows: Row, **more: Any) -> Still:
    return Still(
        "one", message("D"), "judge", ("score",), message(N_("Real")), (message("{a} b", a="3"),), rows, **more
    )


def test_pictures_travel_as_png_points_as_numbers_and_bars_with_what_stands_below_them() -> None:
    pictures = np.arange(2 * 4 * 4 * 3, dtype=np.uint8).reshape(2, 4, 4, 3)
    pulls = np.zeros((2, 4, 4, 3), np.float32)
    pulls[0, 1, 2], pulls[1, 3, 0] = 2.0, -2.0
    row = Row("real", message(N_("Real")), "samples", pictures, "score", (0.25, 1.0), (0.5, 0.125), pulls)
    points = Row(
        "fake", message("x"), "samples", np.array([[1.0, -2.0]], np.float32), pulls=np.array([[0.0, 3.0]], np.float32)
    )
    found = told(still(row, points), str)
    first, second = found["rows"]
    assert [
        np.array_equal(pixels(address), picture) for address, picture in zip(first["pictures"], pictures, strict=True)
    ] == [True, True]
    assert (first["bars"], first["before"], first["texts"]) == ([0.25, 1.0], [0.5, 0.125], ["0.25", "1.00"])
    overlays = [pixels(address) for address in first["pulls"]]
    assert overlays[0][1, 2, 3] > 200
    assert tuple(overlays[0][1, 2, :3]) == LIGHTER
    assert overlays[1][3, 0, 3] > 200
    assert tuple(overlays[1][3, 0, :3]) == DARKER
    assert np.count_nonzero(overlays[0][..., 3]) == 1
    assert (second["kind"], second["points"], second["pulls"], second["pictures"]) == (
        "points",
        [[1.0, -2.0]],
        [[0.0, 1.0]],
        [],
    )
    assert found["sentences"] == ["3 b"]
    assert not ink(np.zeros((1, 2, 2, 1), np.float32))[..., 3].any()
    assert tile(np.array([-9.0, 0.0, 9.0], np.float32))[..., 3].tolist() == [[15, 128], [255, 0]]


def test_a_loss_and_layers_are_told_as_they_are_read() -> None:
    terms = (Term("real", message("r"), 0.25), Term("fake", message("f"), -1.5))
    total = Sum(r"\judge{L_D}", r"\judge{\ell}(\real{x})", terms, -1.25, (Term("plain", message("R1"), 0.01),))
    found = told(still(total=total, layers=(Layer("D", "first", 4.0, 1200), Layer("D", "last", 1.0, 3))), str)
    assert [term["text"] for term in found["sum"]["terms"]] == ["0.250", "−1.500"]
    assert (found["sum"]["value"], found["sum"]["more"][0]["text"]) == ("−1.250", "0.010")
    assert [(layer["part"], layer["count"]) for layer in found["layers"]] == [(1.0, "1,200"), (0.25, "3")]


def test_another_site_takes_no_step_and_a_run_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    client = TestClient(OneSite(Starlette(routes=ROUTES)), base_url="http://here")
    for headers, sentence in (
        ({"origin": "http://elsewhere"}, "may not train"),
        ({}, "There is no run called nowhere"),
    ):
        answer = client.post("/ganboard/slow/nowhere?lang=en", headers=headers)
        assert answer.status_code == 400
        assert sentence in answer.json()["problem"]
    assert not engine().alive
    engine.cache_clear()
