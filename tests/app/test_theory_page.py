"""The Theory page's logic, without a browser: which chapter it shows, in which language, and where its buttons lead."""

from __future__ import annotations

import html
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app import prose
from ganboard.app.connection import engine
from ganboard.theory.chapters import Place, chapters
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A new visitor on the Theory page."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page("ganboard/app/pages/theory.py")
    yield page
    engine().close()
    engine.cache_clear()


def heading(page: AppTest) -> str:
    """What the page's title and the place in the book say."""
    assert not page.exception
    return next(
        html.unescape(each.proto.body) for each in page.get("html") if each.proto.body.startswith("<p class='gb-e")
    )


def contents(page: AppTest) -> str:
    return next(each.proto.body for each in page.get("html") if each.proto.body.startswith("<nav"))


def test_it_begins_with_the_first_chapter_and_puts_it_into_the_address(page: AppTest) -> None:
    page.run()
    assert chapters()[0].title in heading(page)
    assert page.query_params["chapter"] == "game"
    assert contents(page).count("<li>") == len(chapters())
    assert contents(page).count("aria-current='page'") == 1
    assert refused(page) == ""


@pytest.mark.slow  # all chapters together
@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.id)
def test_every_chapter_opens_by_its_link(page: AppTest, chapter: Any) -> None:
    page.query_params["chapter"] = chapter.id
    page.run()
    assert chapter.title in heading(page)
    missing = "There is no training yet" if chapter.id == "your-run" else ""
    assert missing in refused(page)
    assert bool(missing) == bool(refused(page))


def test_nonsense_in_the_link_is_said_and_the_first_chapter_shown(page: AppTest) -> None:
    page.query_params["chapter"] = "<b>banana"
    page.run()
    assert "There is no chapter called <b>banana. Here is the first one." in refused(page)
    assert chapters()[0].title in heading(page)
    assert page.query_params["chapter"] == "game"


@pytest.mark.slow
def test_buttons_lead_on_and_back_and_another_visit_finds_the_chapter_again(page: AppTest) -> None:
    page.run()
    assert not [button for button in page.button if button.key == "before"]
    page.button(key="after").click().run()
    assert chapters()[1].title in heading(page)
    assert chapters()[0].title in page.button(key="before").label
    page.button(key="before").click().run()
    assert chapters()[0].title in heading(page)
    page.query_params["chapter"] = chapters()[-1].id
    page.run()
    assert not [button for button in page.button if button.key == "after"]
    page.switch_page("ganboard/app/pages/runs.py").run()
    page.switch_page("ganboard/app/pages/theory.py").run()
    assert chapters()[-1].title in heading(page)


def test_in_chinese_titles_and_texts_are_chinese(page: AppTest) -> None:
    page.query_params["lang"] = "zh"
    page.query_params["chapter"] = "quality"
    page.session_state.choices["language"] = "zh"
    page.run()
    chapter = next(chapter for chapter in chapters("zh") if chapter.id == "quality")
    assert chapter.title in heading(page)
    assert "lang=zh" in contents(page)


def test_every_part_that_the_prose_names_can_be_drawn() -> None:
    names = {
        piece.name
        for chapter in chapters()
        for piece in chapter.pieces
        if isinstance(piece, Place) and piece.kind == "part"
    }
    for name in names:
        assert callable(getattr(importlib.import_module(f"ganboard.app.components.theory.{name}"), f"draw_{name}"))


def test_links_are_written_for_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(prose.st, "markdown", lambda text, **_: shown.append(text))
    prose.show(
        "[a](page:explore), [b](page:nowhere), [c](page:train), [d](chapter:vae), "
        "[x.py](code:ganboard/x.py), [e](code:ganboard/x.py)"
    )
    assert shown == [
        "[a](explore?lang=en), b, [c](train?lang=en), [d](theory?chapter=vae&lang=en), `ganboard/x.py`, e (`ganboard/x.py`)"
    ]
    prose.show("$$x$$\n[a](page:runs) $$y$$")
    assert shown[1] == "$$\nx\n$$\n[a](runs?lang=en) $$y$$"
