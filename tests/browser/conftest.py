"""A real server and a real Chromium. Where no Chromium is found, these tests are skipped, and with ``CI`` set they fail."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.second_try import begin_anew
from tests.waiting import until

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FLAGS += ["--process-per-site", "--renderer-process-limit=1", "--js-flags=--no-turbofan"]
"""The second line saves Chromium's time: pages live for seconds, and what the last compiler gains comes too late."""
PATIENCE = 30_000
"""Milliseconds that what is expected may take: a core is shared with a server, an engine and a training."""
expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The path of an installed Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI"):
        pytest.fail("Expected Chromium on this machine, but found none: install Debian's package chromium.")
    pytest.skip("no Chromium on this machine")


class App:
    """A running dashboard, with options of Streamlit."""

    def __init__(self, runs: Path, log: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.runs, self.log = runs, log
        path = next((option.partition("=")[2] for option in options if "baseUrlPath" in option), "")
        self.url = f"http://127.0.0.1:{self.port}" + (f"/{path}" if path else "")
        self.options = options
        self.start()

    def start(self) -> None:
        """Start the server, for the first time or again."""
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true"]
        command += [f"--server.port={self.port}", "--server.fileWatcherType=none", *self.options]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "GANBOARD_RUNS": str(self.runs)},
            stdout=self.log.open("a"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        until(self._answers, "the server answers", seconds=60)

    def _answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def empty(self) -> None:
        """Delete all runs; the engine ends the trainings of those that it finds gone."""
        for folder in self.runs.glob("*/"):
            until(lambda folder=folder: shutil.rmtree(folder, ignore_errors=True) or not folder.exists(), "its end")

    def close(self) -> None:
        """Stop the server as a person does with Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Function) -> None:
    """A second try has an empty dashboard and a new Chromium: the first may have left runs, dialogs, or no Chromium at all."""
    begin_anew(item, "app", "projector", "browser")


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives Chromium."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all visitors who come with something of their own: a phone, a language, a theme."""
    browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def projector(driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One Chromium at a projector that keeps what it compiled of Streamlit's scripts: a page takes a third less time then."""
    context = driver.chromium.launch_persistent_context(
        str(tmp_path_factory.mktemp("chromium")),
        executable_path=chromium(),
        args=FLAGS,
        viewport={"width": 1280, "height": 720},
        locale="en-US",
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One dashboard for all files: each would wait for a server and for an engine that loads TensorFlow."""
    folder = tmp_path_factory.mktemp("app")
    app = App(folder / "runs", folder / "server.log")
    yield app
    app.close()


@pytest.fixture(scope="module")
def app(server: App) -> Iterator[App]:
    """A dashboard with an empty run directory."""
    yield server
    server.empty()


@contextmanager
def visiting(projector: BrowserContext) -> Iterator[Page]:
    """A new visitor at a projector, who leaves nothing behind."""
    page = projector.new_page()
    yield page
    blank, *seen = projector.pages  # the first stays: without a page Chromium ends
    for each in seen:
        each.close()
    forget = projector.new_cdp_session(blank)
    forget.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "cookies,local_storage,indexeddb"})
    forget.detach()
    projector.clear_cookies()
    projector.clear_permissions()


@pytest.fixture
def page(projector: BrowserContext) -> Iterator[Page]:
    """A new visitor at a projector."""
    with visiting(projector) as page:
        yield page


@pytest.fixture(scope="module")
def staying(projector: BrowserContext) -> Iterator[Page]:
    """One who stays for the tests of a file that come before the first with a visitor of its own. No script may fail."""
    with visiting(projector) as page:
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        assert problems == []


@pytest.fixture
def quiet(page: Page) -> Iterator[Page]:
    """A page on which no script may fail."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert problems == []


@pytest.fixture
def phone(quiet: Page) -> Page:
    """The same on a page as narrow as a phone's."""
    quiet.set_viewport_size({"width": 390, "height": 844})
    return quiet


def leave_open(page: Page, app: App, *names: str) -> None:
    """Be a visitor who left open what stands behind these "Details" at an earlier visit (see ``app/layers.py``)."""
    page.context.add_cookies([{"name": "ganboard_details", "value": ".".join(names), "url": app.url}])


def speak(page: Page, language: str) -> None:
    """Have the browser ask for a language, such as ``zh-CN``, from the next address on."""
    agent = page.evaluate("navigator.userAgent")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language})


@pytest.fixture(scope="session")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with two checkpoints, to be copied."""
    folder = tmp_path_factory.mktemp("small") / "20260101-000000-small-0000"
    run = Run.create(folder, TrainConfig(architecture={"name": "mlp"}), "small")
    recording = Recording(run)
    recording.save()
    recording.trainer.advance(30)
    recording.save()
    run.update(state="stopped")
    recording.close()
    return run


@pytest.fixture(scope="module")
def trained(app: App, of_two: Run) -> Run:
    """A run with two checkpoints."""
    # By a name of its own: the engine may still know what another file's tests made of the one before.
    return Run(shutil.copytree(of_two.path, app.runs / f"{of_two.id}-{secrets.token_hex(2)}"))
