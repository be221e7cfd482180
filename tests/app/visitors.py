"""A new visitor on one of the pages."""

from __future__ import annotations

import html
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def visitor(page: str = "train", **query: str) -> AppTest:
    """Somebody whose browser asks for a page; nothing was drawn yet.

    Args:
        page: Its name.
        **query: What the address says.
    """
    test = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    test.switch_page(f"ganboard/app/pages/{page}.py")
    test.query_params.update(query)
    return test


def opening(test: AppTest, *names: str) -> AppTest:
    """The same visitor, who left open what stands behind these "Details" (see ``app/layers.py``)."""
    test.session_state["choices"] = {f"details.{name}": True for name in names}
    return test


def refused(test: AppTest) -> str:
    """What a page says in the place of what it cannot show (see ``app/instead.py``); empty where it shows all."""
    parts = [each.proto.body for each in test.get("html") if "gb-instead" in each.proto.body]
    return html.unescape(re.sub("<[^>]+>", " ", " ".join(parts)))
