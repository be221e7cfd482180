"""Sums that show something: groups that differ in the look that the sentence names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.config import TrainConfig
from ganboard.errors import ConfigError
from ganboard.i18n import render
from ganboard.recording import Recording
from ganboard.runs import Run
from ganboard.studio import Studio
from ganboard.studio.sums import _slant


def ask(studio: Studio, source: str, number: int) -> dict[str, Any]:
    return studio.answer("example_sum", source, None, {"number": number})[0]


def test_the_first_sum_of_digits_is_of_bold_and_thin_ones(studio: Studio) -> None:
    told = ask(studio, "shipped", 0)
    assert [render(name) for name in told["names"]] == ["bold 2", "thin 2", "thin 6"]
    assert render(told["sentence"]).endswith("Does “bold 6” come out?")
    ink = [studio.answer("frames", "shipped", None, {"points": group})[1].mean() for group in told["groups"]]
    assert ink[0] > 1.5 * ink[1]
    assert [np.argmax(group[0]["classes"]) for group in told["groups"]] == [2, 2, 6]
    assert ask(studio, "shipped", 0) == told
    assert ask(studio, "shipped", 1)["names"] != told["names"]


def test_of_words_one_value_of_a_factor_is_another(studio: Studio) -> None:
    told = ask(studio, "shipped-words", 3)
    a, b, c = (group[0] for group in told["groups"])
    assert a["z"] == b["z"] == c["z"]
    kinds = [np.unravel_index(np.argmax(each["classes"]), sizes_of(studio)) for each in (a, b, c)]
    assert (np.array(kinds[0]) != kinds[1]).sum() == 1
    assert (np.array(kinds[1]) != kinds[2]).sum() == 1
    assert (np.array(kinds[0]) != kinds[2]).sum() == 2


def sizes_of(studio: Studio) -> tuple[int, ...]:
    return tuple(len(each["values"]) for each in studio.answer("opened", "shipped-words", None, {})[0]["factors"])


def test_a_generator_that_is_told_nothing_has_a_sum_too_and_nonsense_is_refused(tmp_path: Path) -> None:
    recording = Recording(Run.create(tmp_path / "free", TrainConfig(architecture={"name": "mlp"}), "free"))
    recording.save()
    recording.close()
    studio = Studio(tmp_path)
    told = ask(studio, "free", 0)
    assert [render(name) for name in told["names"]] == ["bold ones", "thin ones", "thin ones"]
    a, b, c = told["groups"]
    assert all(point["classes"] is None for point in (*a, *b, *c))
    assert c[0]["z"] not in [point["z"] for point in b]
    with pytest.raises(ConfigError):
        ask(studio, "free", -1)


def test_slant_is_pixels_across_for_each_pixel_up() -> None:
    image = np.zeros((1, 9, 9, 1))
    for row in range(9):
        image[0, row, 8 - row] = 255  # as a slash
    assert _slant(image) == pytest.approx([1.0])
    assert _slant(image[:, :, ::-1]) == pytest.approx([-1.0])
