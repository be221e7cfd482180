"""The main job, end to end, as a visitor does it."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, WebSocket, expect

from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.browser.hand import box_of
from tests.browser.still import MOVED, moved
from tests.waiting import until


def step(page: Page) -> int:
    """The step count on the screen."""
    return int(page.get_by_test_id("gb-step").get_attribute("data-step") or -1)


def picture(page: Page) -> str:
    """What the large picture shows."""
    return page.locator("img.samples").get_attribute("src") or ""


def start(page: Page, app: App) -> str:
    """Open, press one button, wait for learning to begin; the run's id."""
    page.goto(f"{app.url}/train")
    page.get_by_role("button", name="Start training").click()
    page.locator("img.samples").wait_for()
    until(lambda: step(page) > 5, "the step count rises")
    return re.search(r"run=([\w-]+)", page.url)[1]


@pytest.fixture(scope="module")
def run(app: App, browser) -> str:
    """One training for all tests of this file."""
    page = browser.new_page()
    run = start(page, app)
    page.close()
    return run


def open_run(page: Page, app: App, run: str) -> None:
    """Open a run, with all that stands behind "Details", unless it is on the page already."""
    if f"/train?run={run}" in page.url and page.locator(".curves").count():
        return
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run}")
    page.locator("img.samples").wait_for()


def set_state(page: Page, wanted: str) -> None:
    """Press Pause or Resume if need be."""
    status = page.locator(".gb-state")
    button = {"Paused": "Pause", "Training": "Resume"}[wanted]
    until(lambda: status.inner_text() in ("Training", "Paused"), "the run is ready")
    if status.inner_text() != wanted:
        page.get_by_role("button", name=button, exact=True).click()
    expect(status).to_have_text(wanted)


@pytest.mark.trial
def test_samples_change_and_steps_rise_while_it_trains(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Training")
    first_step, first_picture = step(page), picture(page)
    until(lambda: step(page) > first_step, "more steps")
    until(lambda: picture(page) != first_picture, "another picture")
    expect(page.get_by_text(re.compile(r"CPU cores?"))).to_be_visible()


def test_pause_holds_and_single_steps_are_exact(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    held = step(page)
    page.reload()  # a new look at the engine; had it trained on, one step from here would not be held + 1
    page.locator("img.samples").wait_for()
    page.get_by_role("button", name="1 step", exact=True).click()
    until(lambda: step(page) == held + 1, "one step more")
    page.get_by_role("button", name="10 steps", exact=True).click()
    until(lambda: step(page) == held + 11, "ten steps more")


def test_rewind_shows_an_older_picture_and_training_continues_from_there(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    now, held = picture(page), step(page)
    slider = page.get_by_role("slider", name="Timeline")
    until(lambda: int(slider.get_attribute("max")) > 2, "checkpoints")
    carry_on = page.get_by_role("button", name="Continue from here")
    expect(carry_on).to_be_disabled()
    slider.focus()
    slider.press("Home")
    until(lambda: picture(page) != now, "an older picture")
    expect(page.locator("img.samples")).to_have_attribute("data-step", "0")
    for _ in range(2):
        slider.press("ArrowRight")
    chosen = int(page.locator("img.samples").get_attribute("data-step"))
    assert 0 < chosen < held
    expect(carry_on).to_be_enabled()
    carry_on.click()
    expect(page.locator(".gb-state")).to_have_text("Training")
    until(lambda: chosen < step(page), "training goes on")


def test_rewind_while_it_is_dragged_needs_no_answer_from_the_server(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    slider = page.get_by_role("slider", name="Timeline")
    until(lambda: int(slider.get_attribute("max")) > 2, "checkpoints")
    slider.hover()  # whoever drags it comes over it first
    page.wait_for_load_state("networkidle")
    seen = page.evaluate(
        """() => {
          const find = (root) => root.querySelector('input[type=range][aria-label=Timeline]') ? root :
            [...root.querySelectorAll('*')].map((node) => node.shadowRoot && find(node.shadowRoot)).find(Boolean);
          const root = find(document), slider = root.querySelector('input[type=range]'), image = root.querySelector('img.samples');
          const sources = new Set();
          for (let i = 0; i <= Number(slider.max); i++) {
            slider.value = i; slider.dispatchEvent(new Event('input')); sources.add(image.src);
          }
          return sources.size;
        }"""
    )
    assert seen > 2  # all in one script of the page: no message could have come in between


def test_reload_and_second_window_find_the_run(staying: Page, app: App, run: str) -> None:
    page = staying
    page.goto("about:blank")  # where the timeline was dragged to is none of this
    open_run(page, app, run)
    set_state(page, "Paused")
    held = step(page)
    page.reload()
    page.locator("img.samples").wait_for()
    until(lambda: step(page) == held, "the same run after F5")
    page.get_by_role("link", name="Runs").click()
    expect(page.get_by_role("heading", name="Trainings on this computer")).to_be_visible()
    page.get_by_role("link", name="Train", exact=True).click()
    page.wait_for_url(re.compile(f"run={run}"))
    until(lambda: step(page) == held, "the same run after another page")


def test_everything_fits_a_projector_and_a_phone(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    for name in ("Resume", "Continue from here", "Download"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("slider", name="Timeline")).to_be_in_viewport(ratio=1)
    expect(page.locator("img.samples")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.get_by_role("button", name="Resume", exact=True)).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 720})


def test_save_checkpoint_adds_a_card(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    page.get_by_role("button", name="1 step", exact=True).click()
    page.get_by_role("button", name="Save checkpoint").click()
    expect(page.locator(".cards span", has_text="★").last).to_be_visible()
    expect(page.get_by_text("Checkpoint saved.")).to_be_visible()
    expect(page.locator(".st-key-language_switch")).to_have_css("position", "fixed")  # the stylesheet is still there


def test_downloads(staying: Page, app: App, run: str) -> None:
    page = staying
    open_run(page, app, run)
    set_state(page, "Paused")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/ganboard/take/" in request.url else None)
    page.get_by_role("button", name="Download").click()
    for name, begins in (
        ("Pictures", b"\x89PNG"),
        ("Film of the training", b"GIF89a"),
        ("Python script", b'"""'),
        ("Generator (.keras", b"PK"),
    ):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).dblclick()
        assert download.value.path().read_bytes().startswith(begins), name
        expect(page.get_by_text(f"Saved: {download.value.suggested_filename}")).to_be_visible()
    assert len(asked) == 4  # an impatient second click asks for nothing
    page.route("**/take/**", lambda route: route.abort())
    page.get_by_role("button", name="Python script").click()
    expect(page.get_by_text("GANBoard's server does not answer")).to_be_visible()
    page.unroute("**/take/**")


WATCHED = (
    "img.samples",
    ".scrub",
    ".cards",
    ".bars ul",
    ".doctor",
    "[class*='st-key-details-train']",
    ".st-key-controls",
)


def boxes(page: Page) -> list[FloatRect]:
    """Where all of these lie; while the engine answers, what is drawn anew may have none for a moment."""
    found = until(
        lambda: (each := [page.locator(one).first.bounding_box() for one in WATCHED]) and all(each) and each, "all"
    )
    return found or []


def test_pictures_a_sentence_and_bars_come_first_and_nothing_moves(page: Page, app: App, run: str) -> None:
    page.add_init_script(MOVED)
    page.context.clear_cookies()  # the one who stayed had left things open
    page.goto(f"{app.url}/train?run={run}&lang=en")
    page.locator("img.samples").wait_for()
    set_state(page, "Training")
    bars = page.locator(".bars li")
    expect(bars).to_have_count(2)
    expect(bars.last).to_have_text(re.compile(r"^The judge takes \d+ of 100 fakes for real$"))
    for place in (page.locator("img.samples"), page.locator(".headline .sentence"), bars.last, page.locator(".cards")):
        expect(place).to_be_in_viewport(ratio=1)
    expect(page.locator(".curves")).to_have_count(0)
    for name in ("1 step", "Save checkpoint", "Stop", "Slow motion"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    places = boxes(page)
    held = step(page)
    until(lambda: step(page) > held + 20, "it trains on")
    assert boxes(page) == places
    set_state(page, "Paused")
    assert boxes(page) == places
    assert moved(page) == []  # neither while it came, nor while it trained, nor since it rests
    page.locator(".cards button").first.click()  # the first moment of all
    expect(page.locator(".headline .sentence")).to_contain_text("Nothing is learned yet")
    expect(bars.last).to_contain_text("… of 100")
    assert boxes(page) == places
    page.get_by_text("Details", exact=True).click()
    expect(page.get_by_role("button", name="1 step", exact=True)).to_be_visible()
    until(lambda: "ganboard_details=train" in page.evaluate("document.cookie"), "the browser is told")
    page.reload()
    expect(page.locator(".curves")).to_be_visible()  # the browser remembers it
    page.get_by_text("Details", exact=True).click()
    expect(page.locator(".curves")).to_have_count(0)
    until(lambda: "train" not in page.evaluate("document.cookie"), "and forgets it")


def test_a_page_holds_one_connection_however_often_a_button_is_pressed(page: Page, app: App, run: str) -> None:
    held: list[str] = []

    def count(socket: WebSocket) -> None:
        if "/ganboard/live/" in socket.url:
            held.append(socket.url)
            socket.on("close", lambda closed: held.remove(closed.url))

    page.on("websocket", count)
    open_run(page, app, run)
    set_state(page, "Paused")
    for _ in range(3):
        before = step(page)
        page.get_by_role("button", name="1 step", exact=True).click()
        until(lambda before=before: step(page) == before + 1, "one step more")
    until(lambda: page.title() and len(held) == 1, f"one connection, not {held}")


@pytest.mark.trial
def test_a_killed_engine_is_started_again_and_the_page_says_so(page: Page, app: App, run: str) -> None:
    open_run(page, app, run)
    set_state(page, "Training")
    os.kill(engine_pid(app), signal.SIGKILL)
    expect(page.get_by_text("started again")).to_be_visible(timeout=60_000)
    before = step(page)
    until(lambda: step(page) > before, "training goes on", seconds=60)
    set_state(page, "Paused")  # the pages that come share its core


def test_a_link_to_no_run_says_so(page: Page, app: App) -> None:
    page.goto(f"{app.url}/train?run=no-such-run")
    expect(page.get_by_text("There is no run called no-such-run")).to_be_visible()
    expect(page.get_by_role("button", name="Start training")).to_be_visible()


@pytest.mark.trial
def test_quality_takes_the_place_of_the_losses_and_shows_each_new_estimate(page: Page, app: App) -> None:
    folder = Run.create(app.runs / "measured", TrainConfig(architecture={"name": "mlp"}, batch_size=8), "measured")
    recording = Recording(folder)
    recording.save()
    recording.close()
    open_run(page, app, "measured")
    losses, quality = (page.get_by_role("button", name=name, exact=True) for name in ("Losses", "Quality"))
    expect(losses).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("img", name="Losses of the judge")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what comes late, below
    height = page.evaluate("document.querySelector('.stMain').scrollHeight")
    quality.click()
    expect(quality).to_have_attribute("aria-pressed", "true")
    expect(losses).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("The first number comes when")).to_be_visible()
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") == height
    folder.quality.add({"step": 40, "value": 9.5, "low": 8.25, "high": 11.0})
    chart = page.get_by_role("img", name="Fréchet distance of 500 fakes at step 40: 9.5")
    expect(chart).to_be_visible()  # told by the socket
    expect(page.get_by_text("The first number comes when")).to_be_hidden()
    expect(page.get_by_text("fake 9.5 (8.25–11)")).to_be_visible()
    folder.quality.add({"step": 80, "value": 4.5, "low": 4.0, "high": 5.0, "unseen": 1.25})
    newest = page.get_by_text("fake 4.5 (4–5)")
    expect(newest).to_be_visible()
    expect(page.get_by_text("unseen real images 1.25")).to_be_visible()
    chart = page.get_by_role("img", name="Fréchet distance")
    chart.hover(position={"x": 0.5 * box_of(chart)["width"], "y": 50})
    expect(page.get_by_text("fake 9.5 (8.25–11)")).to_be_visible()
    page.reload()
    expect(newest).to_be_visible()  # the choice is remembered
    losses.click()
    expect(page.get_by_role("img", name="Losses of the judge")).to_be_visible()
    expect(newest).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    quality.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_chinese_reaches_every_button(page: Page, app: App, run: str) -> None:
    page.goto(f"{app.url}/train?run={run}&lang=zh")
    page.locator("img.samples").wait_for()
    text = page.locator(".stMain").inner_text()
    for english in ("Pause", "Resume", "step", "Timeline", "images seen", "Download", "Losses"):
        assert english not in text, english
    expect(page.get_by_role("slider", name="时间轴")).to_be_visible()


def engine_pid(app: App) -> int:
    """The process id of the app's engine."""
    threads = Path(f"/proc/{app.process.pid}/task").iterdir()  # a process is the child of the thread that started it
    for child in " ".join((thread / "children").read_text() for thread in threads).split():
        if "ganboard.engine" in Path(f"/proc/{child}/cmdline").read_text():
            return int(child)
    raise AssertionError("the app has no engine")
