"""Tours without a browser: which one is on, what a link says of it, and worksheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.routes import ROUTES
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor of a dashboard with a tour of its own that is not written as it should be."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    (tmp_path / "runs" / "tours").mkdir(parents=True)
    (tmp_path / "runs" / "tours" / "mine.md").write_text("+++\ntitle = Mine\n+++\n", encoding="utf-8")
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    yield page
    engine().close()
    engine.cache_clear()


def one(value: Any) -> Any:
    """The value of a key of the address, which may come as a list."""
    return value[0] if isinstance(value, list) else value


def at(page: AppTest) -> tuple[Any, Any, dict[str, Any]]:
    assert not page.exception
    choices = page.session_state.choices
    return (
        choices.get("tour.name"),
        choices.get("tour.stop"),
        {key: one(page.query_params.get(key)) for key in ("tour", "stop")},
    )


def test_a_link_leads_into_a_tour_and_leaving_it_leaves_the_address(visitor: AppTest) -> None:
    page = visitor
    page.switch_page("ganboard/app/pages/tours.py")
    page.query_params.update({"tour": "latent-space", "stop": "3", "lang": "en"})
    page.run()
    assert at(page) == ("latent-space", 3, {"tour": "latent-space", "stop": "3"})
    assert ["mine.md, line 2" in each.value for each in page.warning] == [True]

    page.query_params["stop"] = "99"  # by hand
    page.run()
    assert at(page) == ("latent-space", 1, {"tour": "latent-space", "stop": "1"})

    page.query_params.update({"tour": "nonsense*", "stop": "2"})
    page.run()
    assert at(page)[0] is None
    assert page.query_params.get("tour") is None
    assert "no tour called nonsense*" in refused(page)


def test_a_worksheet_is_to_be_had_in_both_languages(visitor: AppTest) -> None:
    client = TestClient(Starlette(routes=ROUTES))
    english, chinese = (
        client.get("/ganboard/worksheet/first-gan.html", params={"lang": lang}) for lang in ("en", "zh")
    )
    assert "Who taught the generator to draw?" in english.text
    assert "是谁教会了生成器画画？" in chinese.text
    assert "lang='zh'" in chinese.text
    assert client.get("/ganboard/worksheet/none.html").status_code == 404
