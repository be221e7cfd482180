"""What stands between browser and server: a prefix taken away or added, another Host, addresses that are not passed on."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.proxy import Proxy
from tests.waiting import until

UNREACHABLE = "This part of the page cannot reach the server at"


def alive(page: Page, url: str, run: Run) -> None:
    """Every kind of live part works: modules, sockets, pictures, links."""
    page.goto(f"{url}/?run={run.id}&lang=en")
    page.wait_for_function("document.querySelector('[data-testid=stApp]') && window.ganboardLive?.picture")
    expect(page.locator("img.reals")).to_have_js_property("naturalWidth", 298)
    expect(page.locator(".unreachable")).to_be_hidden()
    page.goto(f"{url}/explore?run=shipped&lang=en")
    expect(page.locator("canvas.large, .bar canvas").first).to_be_visible()
    page.goto(f"{url}/theory?lang=en")
    page.locator(".gb-chapters a").nth(2).click()
    expect(page.locator(".gb-eyebrow")).to_have_text("Chapter 3")
    assert page.url.startswith(f"{url}/theory?")
