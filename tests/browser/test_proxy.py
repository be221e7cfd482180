"""What stands between browser and server: a prefix taken away or added, another Host, addresses that are not passed on."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import FLAGS, App, chromium
from tests.browser.proxy import Proxy

PUBLIC = "gan.example"
"""A name that only this file's Chromium knows."""
IN_TIME = 20_000
"""Milliseconds in which three tries are over."""
UNREACHABLE = "This part of the page cannot reach the server at http://{address}/ganboard/. It goes on trying."


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard whose own addresses begin with a prefix."""
    folder = tmp_path_factory.mktemp("below")
    app = App(folder / "runs", folder / "server.log", "--server.baseUrlPath=class")
    yield app
    app.close()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Browser]:
    """A Chromium to which this computer has a public name, as a visitor's from outside."""
    flags = [*FLAGS, f"--host-resolver-rules=MAP {PUBLIC} 127.0.0.1"]
    stranger = browser.browser_type.launch(executable_path=chromium(), args=flags)
    yield stranger
    stranger.close()


def lives(page: Page, url: str, run: Run | None) -> None:
    """Modules, sockets, pictures and links all find their way."""
    if run is not None:
        page.goto(f"{url}/train?run={run.id}")
        page.wait_for_function("document.querySelector('[data-testid=stApp]') && window.ganboardLive?.picture")
        expect(page.locator("img.reals")).not_to_have_js_property("naturalWidth", 0)
        page.get_by_text("Details", exact=True).click()
        page.get_by_role("button", name="1 step", exact=True).click()
        page.wait_for_function(
            "(step) => window.ganboardLive.step === step", arg=run.status()["step"] + 1, timeout=60_000
        )
        expect(page.locator(".unreachable")).to_be_hidden()
    page.goto(f"{url}/explore?run=shipped")
    expect(page.get_by_role("slider").nth(3)).to_be_visible(
        timeout=60_000
    )  # the explorer's own, which come over its socket
    page.goto(f"{url}/theory")
    page.locator(".gb-chapters a").nth(2).click()
    expect(page.locator("h1")).to_have_text("The best discriminator")
    assert page.url.startswith(f"{url}/theory?")
    link = page.locator(".gb-chapters a").nth(3).evaluate("(link) => link.href")
    page.goto(link)  # as in a window of its own
    expect(page.locator(".gb-eyebrow")).to_have_text("Chapter 4")


@pytest.mark.trial
def test_a_proxy_takes_a_prefix_away_and_names_another_host(quiet: Page, app: App, trained: Run) -> None:
    with Proxy(app.port, prefix="/rooms/3") as proxy:
        lives(quiet, proxy.url, trained)


@pytest.mark.trial
def test_the_server_lies_below_a_path(quiet: Page, below: App) -> None:
    lives(quiet, below.url, None)


@pytest.mark.trial
def test_a_proxy_adds_a_prefix(quiet: Page, below: App) -> None:
    with Proxy(below.port, behind="/class") as proxy:
        lives(quiet, proxy.url, None)


@pytest.mark.trial
def test_a_public_name_that_the_proxy_does_not_pass_on(stranger: Browser, app: App) -> None:
    page = stranger.new_page()
    with Proxy(app.port) as proxy:
        lives(page, f"http://{PUBLIC}:{proxy.port}", None)
    page.close()


def test_a_page_of_another_site_is_let_in_nowhere(stranger: Browser, app: App) -> None:
    page = stranger.new_page()
    page.goto(f"{app.url}/")  # a visitor's browser that knows the dashboard
    page.route("http://evil.example/", lambda route: route.fulfill(body="<p>hello</p>", content_type="text/html"))
    page.goto("http://evil.example/")
    for path in ("ganboard/explore", "ganboard/theory", "_stcore/stream"):
        outcome = page.evaluate(
            """(address) => new Promise((settle) => {
              const socket = new WebSocket(address);
              socket.onopen = () => settle("open");
              socket.onclose = () => settle("closed");
            })""",
            f"ws://127.0.0.1:{app.port}/{path}",
        )
        assert outcome == "closed", path
    page.close()


def test_live_parts_that_cannot_connect_say_so_and_come_back(page: Page, app: App, trained: Run) -> None:
    with Proxy(app.port, blocked="/ganboard/") as proxy:
        sentence = UNREACHABLE.format(address=f"127.0.0.1:{proxy.port}")
        page.goto(f"{proxy.url}/train?run={trained.id}")
        expect(page.locator(".unreachable").first).to_contain_text(sentence, timeout=IN_TIME)
        page.goto(f"{proxy.url}/explore?run=shipped")
        expect(page.locator(".unreachable").first).to_contain_text(sentence, timeout=IN_TIME)
        page.goto(f"{proxy.url}/train?run={trained.id}")
        expect(page.locator(".unreachable").first).to_contain_text(sentence, timeout=IN_TIME)
        proxy.allow()
        expect(page.locator(".stage img.samples")).to_be_visible(timeout=IN_TIME)
        expect(page.locator(".unreachable:visible")).to_have_count(0, timeout=IN_TIME)
        page.goto(f"{proxy.url}/explore?run=shipped")
        expect(page.get_by_role("slider").nth(3)).to_be_visible(timeout=60_000)
        expect(page.locator(".unreachable")).to_have_count(0)


def test_only_this_computer_reaches_the_server(app: App, page: Page) -> None:
    page.goto(f"http://localhost:{app.port}/")  # the name, whatever it stands for
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with pytest.raises(OSError, match="refused"):  # a server on all networks answers at this address too
        socket.create_connection(("127.0.0.2", app.port), 5)
