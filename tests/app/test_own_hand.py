"""What the pad sends is read as ten digits, or as none."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.components.hand import SIDE
from ganboard.app.own_hand import LEVEL, WRITTEN, unpacked
from tests.app.bound import bound
from tests.app.visitors import visitor

SIZE = SIDE * SIDE


def packed(digits: np.ndarray) -> str:
    """As the pad packs them: two greys a byte."""
    pairs = (digits.reshape(-1, 2) // LEVEL).astype(np.uint8)
    return base64.b64encode((16 * pairs[:, 0] + pairs[:, 1]).astype(np.uint8).tobytes()).decode()


def digits(*missing: int) -> np.ndarray:
    """A bar in another place for each digit."""
    found = np.zeros((10, SIDE, SIDE, 1), np.uint8)
    for digit in range(10):
        if digit not in missing:
            found[digit, 8:48, 4 * digit + 6 : 4 * digit + 12] = 255
            found[digit, 4 * digit + 6, 8:48] = 255
    return found


def test_what_is_packed_is_unpacked() -> None:
    greys = np.random.default_rng(0).integers(0, 16, (10, SIDE, SIDE, 1)).astype(np.uint8) * LEVEL
    assert np.array_equal(unpacked(packed(greys)), greys)


@pytest.mark.parametrize("text", ["", "????", "AAAA", packed(digits())[:-4], 7, None])
def test_what_is_no_drawing_is_empty_paper(text: str) -> None:
    assert not unpacked(text).any()
    assert unpacked(text).shape == (10, SIDE, SIDE, 1)


def starts(page: AppTest) -> list[str]:
    return [button.key for button in page.button if button.key in ("start", "start_hand")]


@pytest.mark.trial
def test_the_form_asks_for_all_ten_and_begins_with_what_networks_know_of_digits() -> None:
    page = visitor("train", preset="hand", lang="en").run()
    assert not page.exception
    assert starts(page) == ["start"]
    page.button(key="start").click().run()
    assert [each.value for each in page.error] == [
        "Write all ten digits. These are still missing: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9."
    ]
    page.session_state["choices"][WRITTEN] = packed(digits(3))
    page.button(key="start").click().run()
    assert [each.value for each in page.error] == ["Write all ten digits. These are still missing: 3."]
    page.session_state["choices"][WRITTEN] = packed(digits())
    page.run()
    assert not page.exception
    assert sorted(starts(page)) == ["start", "start_hand"]
    bound(page.button_group, "train.preset").set_value("quick").run()
    assert starts(page) == ["start"]
