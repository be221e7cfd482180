"""Numbers from addresses are judged by their value, not by how they are written."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ganboard.app.desk_links import read_point
from ganboard.app.numbers import whole
from ganboard.app.routes import ROUTES
from ganboard.datasets import DATASETS
from ganboard.errors import ConfigError

NONSENSE = ["", "-1", "+1", " 1", "1 ", "1_0", "1.0", "1e1", "²", "٣", "x", "0x1", "9" * 5_000]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("512", 512), ("0000000000000000512", 512), ("513", None), ("00019999", None), ("0", None)],
)
def test_the_value_counts(text, number):
    assert whole(text, 1, 512) == number


@pytest.mark.parametrize("text", [None, *NONSENSE])
def test_nonsense_is_no_number(text):
    assert whole(text, 0, 10**18) is None


@pytest.mark.parametrize("step", [*NONSENSE, "9999999999"])
def test_a_link_to_a_step_that_is_none_says_so(step):
    with pytest.raises(ConfigError, match="step: expected a whole number"):
        read_point({"step": step})
    assert read_point({"step": "000000000000120"})[0] == 120


@pytest.mark.parametrize("step", [*NONSENSE[1:], "9999999999"])
def test_a_picture_of_a_step_that_is_none_is_not_found(step):
    server = TestClient(Starlette(routes=ROUTES), base_url="http://here")
    assert server.get(f"/ganboard/picture/run/{step}.png").status_code == 404


@pytest.mark.parametrize("since", [*NONSENSE, "3"])
def test_a_page_that_says_nonsense_about_what_it_has_gets_news_all_the_same(since):
    server = TestClient(Starlette(routes=ROUTES), base_url="http://here")
    with server.websocket_connect(f"/ganboard/live/nowhere?since={since}", headers={"host": "here"}) as socket:
        assert "gone" in socket.receive_json()


@pytest.mark.parametrize("size", ["48", "9" * 5_000, "²", "", "-32", "00019999"])
def test_a_size_of_images_that_cannot_be_chosen_names_the_setting(size):
    with pytest.raises(ConfigError, match=r"dataset\.size: expected one of 28, 32"):
        DATASETS.create({"name": "images", "size": size})
    assert DATASETS.create({"name": "images", "size": "64"}).size == 64
