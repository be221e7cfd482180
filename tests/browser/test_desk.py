"""The desk of the Explore page: what a link says, what is switched off, what is fetched, and what was trained anew."""

from __future__ import annotations

import base64
import json
import re
import shutil
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.hand import draw
from tests.browser.line import Line
from tests.browser.test_explore import TABS, canvas, details, open_page, packed, picture, settled
from tests.trials import again
from tests.waiting import until

pytestmark = pytest.mark.browser
DESK = """async () => {
  const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
  const { mixer } = desk, { sliders } = mixer;
  return {
    source: desk.source.id, step: desk.source.step, picture: mixer.canvas.toDataURL(), kind: sliders.kind, page: sliders.page,
    sliders: sliders.axes.map((axis) => axis.input.value), pair: sliders.pair, amounts: [...sliders.amounts],
    origin: [...desk.origin], off: desk.point.off,
    seed: desk.seed, smooth: mixer.smooth, walk: desk.tabs.get("walks").told(), inside: desk.tabs.get("inside").told(),
  };
}"""


def on_the_desk(page: Page) -> dict[str, Any]:
    settled(page)
    found: dict[str, Any] = page.evaluate(DESK)
    return found


def copy_of(run: Run, app: App, name: str) -> Run:
    shutil.copytree(run.path, app.runs / name, dirs_exist_ok=True)
    status = json.loads((app.runs / name / "run.json").read_text())
    (app.runs / name / "run.json").write_text(json.dumps({**status, "id": name}))
    return Run(app.runs / name)


@pytest.mark.trial
def test_units_that_are_off_are_said_on_every_tab_and_can_be_switched_on_there(staying: Page, app: App) -> None:
    before = open_page(staying, app)
    notice = staying.locator("[role=tabpanel] .units-off").filter(visible=True)
    expect(notice).to_have_count(0)
    staying.get_by_role("tab", name="Look inside", exact=True).click()
    staying.get_by_role("button", name="Switch off the 8 strongest").click()
    for name in TABS:
        staying.get_by_role("tab", name=name, exact=True).click()
        expect(notice).to_contain_text("Look inside”: 8.")
    expect(staying.locator(".mixer .units-off")).to_contain_text("8.")
    notice.get_by_role("button", name="Switch all on again").click()
    expect(notice).to_have_count(0)
    until(lambda: settled(staying) == before, "the picture is whole again")


def test_a_walk_of_pictures_without_units_says_so_though_the_shown_one_has_all(staying: Page, app: App) -> None:
    open_page(staying, app)
    staying.get_by_role("tab", name="Look inside", exact=True).click()
    staying.get_by_role("button", name="Switch off the 8 strongest").click()
    expect(staying.locator(".mixer .units-off").get_by_role("button")).to_be_visible()
    staying.get_by_role("tab", name="Walks", exact=True).click()
    staying.locator(".walks .picker").scroll_into_view_if_needed()  # its pictures are asked for once it is in sight
    staying.locator(".walks .picker-strip button").filter(has_text="Shown now").click()
    staying.locator(".mixer .units-off").get_by_role("button").click()
    notice = staying.locator("[role=tabpanel] .units-off").filter(visible=True)
    expect(notice).to_contain_text("8.")
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)


@pytest.mark.trial
def test_a_link_says_all_that_is_on_the_desk(quiet: Page, browser: Browser, app: App) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(quiet, app)
    details(quiet)
    quiet.get_by_role("radio", name="Strongest switches").click()
    for name, keys in (("Switch 1", 2), ("Bold ↔ typical", 0), ("Blend 3 into 8", 0)):
        slider = quiet.get_by_role("slider", name=name, exact=True)
        slider.focus()
        for _ in range(keys):
            slider.press("PageUp")
    quiet.get_by_label("Class to blend into").select_option("5")
    blend = quiet.get_by_role("slider", name="Blend 3 into 5", exact=True)
    blend.focus()
    blend.press("PageUp")
    quiet.get_by_role("button", name="Next sliders").click()
    expect(quiet.get_by_role("slider", name="Switch 6", exact=True)).to_be_visible()
    assert float(blend.input_value()) > 0  # another page of sliders leaves it where it was
    quiet.get_by_text("Soft pixels", exact=True).click()
    quiet.get_by_role("tab", name="Walks", exact=True).click()
    quiet.locator(".walks canvas.strip[data-walk]").wait_for()
    quiet.get_by_role("radio", name="Straight", exact=True).click()
    quiet.locator(".walks").get_by_label("Loop").uncheck()
    until(lambda: quiet.evaluate(DESK)["smooth"], "the picture is smooth")
    shown = on_the_desk(quiet)
    quiet.get_by_role("button", name="Copy link").click()
    expect(quiet.get_by_role("button", name="Link copied")).to_be_visible()
    address = quiet.evaluate("() => navigator.clipboard.readText()")
    other = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    page = other.new_page()
    page.goto(address)
    canvas(page).wait_for()
    expect(page.get_by_role("slider", name="Switch 6", exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name="Walks", exact=True)).to_have_attribute("aria-selected", "true")
    until(lambda: on_the_desk(page)["walk"] == shown["walk"], "the walk is the same")
    assert on_the_desk(page) == shown
    # Another language changes words, and nothing else.
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("tab", name="漫游", exact=True)).to_have_attribute("aria-selected", "true")
    assert on_the_desk(page) == shown
    other.close()


PLACES = """() => {
  const found = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot ? [...shadowRoot.querySelectorAll(".bar, .mixer, .mixer .frame, .mixer .extra")] : []);
  return found.map((each) => each.getBoundingClientRect()).map(({ top, bottom }) => [Math.round(top), Math.round(bottom)]);
}"""


@pytest.mark.parametrize("size", [(390, 844), again((1280, 720))])
def test_until_the_first_picture_is_there_a_sentence_stands_in_its_place_and_nothing_moves_then(
    quiet: Page, app: App, size: tuple[int, int]
) -> None:
    quiet.set_viewport_size({"width": size[0], "height": size[1]})
    line = Line(quiet, holds=True)
    quiet.goto(f"{app.url}/explore")
    place = quiet.locator(".mixer .getting-ready")
    sentence = "It is getting ready. The first picture comes in a few seconds."
    expect(place.get_by_role("status")).to_have_text(sentence, timeout=30_000)
    expect(canvas(quiet)).to_be_hidden()  # it would be black
    expect(quiet.get_by_role("button", name="Surprise me")).to_be_disabled()
    expect(quiet.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    before = quiet.evaluate(PLACES)
    line.let_go()
    expect(canvas(quiet)).to_be_visible(timeout=60_000)
    expect(place).to_be_hidden()
    settled(quiet)
    after = quiet.evaluate(PLACES)
    assert len(before) == 4
    assert np.abs(np.array(after) - before).max() <= 6, f"{before} became {after}"
    expect(quiet.get_by_role("button", name="Surprise me")).to_be_enabled()


@pytest.mark.trial
def test_what_cannot_be_opened_is_said_and_no_picture_is_promised(quiet: Page, app: App, trained: Run) -> None:
    run = copy_of(trained, app, "spoilt")
    for step in run.steps():
        (run.path / "checkpoints" / f"{step:09d}.npz").write_bytes(b"PK")
    quiet.goto(f"{app.url}/explore?run=spoilt")
    frame = quiet.locator(".mixer .getting-ready")
    expect(frame.get_by_role("alert")).to_contain_text("no checkpoint that can be read", timeout=30_000)
    expect(frame.get_by_role("button", name="Show one that is trained already")).to_be_visible()
    expect(frame.get_by_role("status")).to_have_count(0)


@pytest.mark.trial
def test_a_newest_checkpoint_that_is_gone_is_said(quiet: Page, app: App, trained: Run) -> None:
    run = copy_of(trained, app, "gone")
    (run.path / "checkpoints" / "000000030.npz").unlink()
    open_page(quiet, app, "?run=gone")
    told = "The newest checkpoint cannot be read (step 30). This is the one of step 0, the last that can."
    expect(quiet.get_by_role("alert").filter(has_text=told)).to_be_visible()


FOUND = """async () => {
  const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
  const find = desk.tabs.get("find");
  return { ...find.state({ linked: true }), status: find.status.textContent, nearest: find.pair.nearest.toDataURL() };
}"""


def found(page: Page) -> dict[str, Any]:
    page.locator(".find[data-state=found]").wait_for(timeout=60_000)
    told: dict[str, Any] = page.evaluate(FOUND)
    return told


@pytest.mark.trial
def test_a_link_holds_the_drawing_and_what_was_found_for_it(quiet: Page, browser: Browser, app: App) -> None:
    quiet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(quiet, app)
    quiet.get_by_role("tab", name="Find my image", exact=True).click()
    draw(quiet.locator(".find canvas.pad"), (0.5, 0.2), (0.5, 0.8))
    quiet.get_by_role("button", name="Find", exact=True).click()
    quiet.locator(".find [data-distance]").wait_for()
    quiet.get_by_role("button", name="Cancel", exact=True).click()  # the nearest so far
    shown = found(quiet)
    quiet.get_by_role("button", name="Copy link").click()
    expect(quiet.get_by_role("button", name="Link copied")).to_be_visible()
    address = str(quiet.evaluate("() => navigator.clipboard.readText()"))
    other = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US")
    page = other.new_page()
    page.goto(address)
    there = found(page)
    assert (there["picture"], there["z"], there["label"]) == (shown["picture"], shown["z"], shown["label"])
    assert there["nearest"] == shown["nearest"]
    assert "the generator makes" in there["status"]
    page.get_by_text("中文", exact=True).click()  # stays there, in other words
    expect(page.get_by_role("tab", name="找我的图片", exact=True)).to_have_attribute("aria-selected", "true")
    assert found(page)["picture"] == shown["picture"]
    other.close()


MIDDLE = base64.b64encode(np.zeros(32, "<f4").tobytes()).decode()
POINT = packed({"z": MIDDLE, "psi": 1, "classes": [1] + [0] * 9})


def test_a_link_without_the_picture_shows_what_was_found(quiet: Page, app: App) -> None:
    """As of a picture that is too large for a link."""
    view = packed({"tab": "find", "state": {"z": MIDDLE, "label": 0}})
    open_page(quiet, app, f"?run=shipped&point={POINT}&view={view}")
    shown = found(quiet)
    assert (shown["z"], shown["label"]) == (MIDDLE, 0)
    assert shown["status"].startswith("The link holds what was found.")
    assert shown["nearest"] == quiet.locator("canvas.large").evaluate("(canvas) => canvas.toDataURL()")
    expect(quiet.get_by_role("button", name="Explore this one")).to_be_enabled()


WRONG = [{"picture": "AAAA"}, {"picture": 3}, {"picture": "!" * 523}, {"z": "AAAA", "label": 3}, {"z": 5}]
ARRIVE = """async (states) => {
  const { desk } = await import(new URL("/ganboard/code/explore/core.js", location.origin));
  const { problem } = desk, told = [];
  desk.problem = (error) => told.push(error.message);
  for (const state of states) {
    desk.arrived = { tab: "find", state };
    desk.tabs.get("find").arrive();
  }
  desk.problem = problem;
  return told;
}"""
"""Has the tab take up what links say, one after the other, as it does when it is drawn; what was told of them."""


def test_a_damaged_drawing_in_a_link_is_said(quiet: Page, app: App) -> None:
    open_page(quiet, app, f"?run=shipped&point={POINT}&view={packed({'tab': 'find', 'state': WRONG[0]})}")
    sentence = "A part of this link is damaged"
    expect(quiet.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    assert [each[: len(sentence)] for each in quiet.evaluate(ARRIVE, WRONG)] == [sentence] * len(WRONG)
    assert quiet.evaluate(ARRIVE, [{"z": MIDDLE, "label": 0}]) == []


@pytest.mark.trial
def test_a_pointer_that_passes_by_loads_nothing_and_what_is_open_is_not_opened_again(
    quiet: Page, app: App, trained: Run
) -> None:
    asked: list[str] = []

    def listen(socket: Any) -> None:
        if "/ganboard/explore" in socket.url:
            socket.on("framesent", lambda frame: asked.append(json.loads(frame)["ask"]))

    quiet.on("websocket", listen)
    open_page(quiet, app, f"?run={trained.id}")
    step = quiet.get_by_role("slider", name="Training step")
    step.hover()
    step.focus()
    settled(quiet)
    assert "stages" not in asked
    until(
        lambda: quiet.title() and asked.count("standing") >= 3, "the page has looked three times where the run stands"
    )
    assert "stages" not in asked
    assert asked.count("opened") == 1
    step.press("Home")
    until(lambda: quiet.title() and "stages" in asked, "the stages are asked for when the step is dragged")
    settled(quiet)


@pytest.mark.trial
def test_a_checkpoint_that_was_trained_anew_shows_itself(quiet: Page, app: App, trained: Run) -> None:
    run = copy_of(trained, app, "anew")
    before = open_page(quiet, app, "?run=anew")
    first, last = (run.path / "checkpoints" / f"{step:09d}.npz" for step in (run.steps()[0], run.steps()[-1]))
    shutil.copy(first, last)
    until(lambda: picture(quiet) != before, "the new picture, though nothing was touched")
    settled(quiet)


@pytest.mark.trial
def test_runs_chosen_fast_end_with_the_last_one(quiet: Page, app: App, trained: Run) -> None:
    copy_of(trained, app, "another")
    own = trained.id[trained.id.index("small") :]
    open_page(quiet, app)
    generator = quiet.get_by_role("combobox", name="Generator")
    names = {each: re.compile(rf"small · .*{each}") for each in (own, "another")} | {"shipped": re.compile("^Digits")}
    for name in ("another", own):
        generator.click()
        quiet.get_by_role("option", name=names[name]).click()
        until(lambda name=name: on_the_desk(quiet)["source"].endswith(name), f"{name} is open")
    last = on_the_desk(quiet)["source"]
    for name in ("shipped", "another", "shipped", "another", own):
        generator.click()
        quiet.get_by_role("option", name=names[name]).click()

    def agreed() -> bool:
        """Whether list, address and desk name the last one."""
        named = generator.input_value().rpartition(" · ")[2]
        return (named, on_the_desk(quiet)["source"]) == (last, last) and f"run={last}&" in quiet.url + "&"

    until(agreed, "list, address and desk name the last one", seconds=90)
    expect(quiet.get_by_role("alert").filter(visible=True)).to_have_count(0)


@pytest.mark.trial
def test_an_address_that_arrives_late_undoes_no_choice(quiet: Page, app: App, trained: Run) -> None:
    """Four runs are chosen before the first answer is there; a click comes when the address says the second of them."""
    copy_of(trained, app, "another")
    line = Line(quiet, path="_stcore/stream")
    open_page(quiet, app)
    generator, smooth = quiet.get_by_role("combobox", name="Generator"), quiet.get_by_text("Soft pixels", exact=True)
    line.holds = True
    for name in (r"small · .*small-0000", "another", r"small · .*small-0000", "Digits"):
        before = line.held
        generator.click()
        quiet.get_by_role("option", name=re.compile(name)).click()
        until(lambda least=before: quiet.title() and line.held > least, "the server answers")
    until(
        lambda: "run=another" in quiet.evaluate("location.href") or line.held == 0 or line.next(), "it says the second"
    )
    assert "run=another" in quiet.url
    smooth.click()
    line.let_go()
    until(lambda: quiet.evaluate(DESK)["smooth"], "the click was heard")
    until(
        lambda: generator.input_value().startswith("Digits") and on_the_desk(quiet)["source"] == "shipped", "the last"
    )
    assert "run=shipped" in quiet.url


def test_who_leaves_the_page_hangs_up(quiet: Page, app: App) -> None:
    lines: list[Any] = []
    quiet.on("websocket", lambda socket: lines.append(socket) if "/ganboard/explore" in socket.url else None)
    open_page(quiet, app)
    assert [line.is_closed() for line in lines] == [False]
    quiet.get_by_role("link", name="Runs").click()
    quiet.locator(".gb-title").wait_for()
    until(lambda: quiet.title() and all(line.is_closed() for line in lines), "the line is closed")
    quiet.get_by_role("link", name="Explore").click()
    canvas(quiet).wait_for()
    settled(quiet)
