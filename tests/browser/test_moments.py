"""Everything on the Train page is of the step that is shown; going back loses nothing; a tab counts as long as it is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ganboard.app.connection import IDLE
from ganboard.config import TrainConfig
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App, leave_open
from tests.waiting import until

FURTHEST = 310
READ = """() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].filter((node) => node.shadowRoot).flatMap((node) => all(selector, node.shadowRoot))];
  const [one, text] = [(selector) => all(selector)[0], (selector) => all(selector)[0]?.textContent ?? ""];
  const [image, header, marks] = [one('img.samples'), one('[data-testid=gb-step]'), all('.rule.mark')];
  const paths = all('.field path.line:not(.after)').map((path) => path.getAttribute('d'));
  return {
    picture: image?.src ?? "", hidden: image?.hidden ?? true, sentence: text('.headline .sentence'),
    bars: all('.bars .text').map((node) => node.textContent), state: text('.gb-state'),
    steps: [image, header, ...marks].map((node) => Number(node?.dataset.step)), now: window.ganboardLive?.step,
    texts: [text('.when'), text('[data-testid=gb-step]').split(' · ')[0], `step ${text('.scrub output')}`],
    seen: text('.curves .facts').split(' · ')[0], legends: all('.legend').map((node) => node.textContent),
    marks: marks.map((mark) => [mark.getAttribute('visibility'), Number(mark.getAttribute('d').slice(1).split(',')[0])]),
    ends: paths.map((path) => (path ? Number(path.split(/[ML]/).at(-1).split(',')[0]) : null)),
    cards: all('.cards li').map((card) => [Number(card.dataset.step), card.classList.contains('later')]),
  };
}"""


@pytest.fixture(scope="module")
def run(app: App) -> Run:
    """A run with checkpoints up to a step that is none of those that are due."""
    run = Run.create(app.runs / "20260101-000000-moments-0000", TrainConfig(architecture={"name": "mlp"}), "moments")
    recording = Recording(run)
    recording.save()
    while recording.step < FURTHEST:
        recording.turn(seconds=10, at_most=FURTHEST - recording.step)
    recording.save()
    run.update(state="paused")
    recording.close()
    return run


def look(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(READ)
    return found


def agrees(page: Page, run: Run, step: int, past: bool) -> None:
    """All that stands on the page is of this step. Where no checkpoint is, there is no other picture to compare with."""
    until(lambda: look(page)["steps"] == [step] * 4, f"step {step}; seen: {look(page)}")
    found = look(page)
    assert found["texts"] == [f"step {step:,}"] * 3
    assert found["seen"] == f"{step * run.config().method.batch_size:,} images seen"
    assert not found["hidden"]
    if step in run.steps():
        assert content(page, found["picture"]) == run.picture(step)
    rows = {row["step"]: row for row in run.whole_history()}
    if step:
        real, fake = f"{rows[step]['real_score']:.2f}", f"{rows[step]['fake_score']:.2f}"
        counts = [f" {100 * rows[step][name]:.0f} of 100 " for name in ("real_score", "fake_score")]
        assert all(count in bar for count, bar in zip(counts, found["bars"], strict=True)), found["bars"]
        assert found["legends"][0] == f"real {real}fake {fake}"
        assert found["legends"][1] == (
            f"judge {rows[step]['discriminator_loss']:.2f}generator {rows[step]['generator_loss']:.2f}"
        )
    else:
        assert "Nothing is learned yet" in found["sentence"]
        assert found["legends"][0] == "realfake"
    later = max(rows) > step
    for visibility, place in found["marks"]:
        assert visibility == ("visible" if past or later else "hidden")
        assert all(
            end is None or abs(end - place) < 1 for end in found["ends"]
        )  # the bold part of each line ends there
    assert all(faded == (card > found["now"]) for card, faded in found["cards"])


def content(page: Page, address: str) -> bytes:
    """What lies at an address of the page's, ``blob:`` and ``data:`` among them."""
    script = "async (address) => Array.from(new Uint8Array(await (await fetch(address)).arrayBuffer()))"
    return bytes(page.evaluate(script, address))


def choose(page: Page, run: Run, step: int) -> None:
    """Put the timeline on a checkpoint."""
    slider = page.get_by_role("slider", name="Timeline")
    slider.focus()
    slider.press("Home")
    for _ in range(len(run.steps()) + 1):
        if slider.get_attribute("aria-valuetext") == f"step {step:,}":
            return
        slider.press("ArrowRight")
    raise AssertionError(f"no place for step {step}")


def go_on_and_pause(page: Page, run: Run, step: int) -> int:
    """Press "Continue from here" and pause at once; where it stands then."""
    choose(page, run, step)
    page.get_by_role("button", name="Continue from here").click()
    expect(page.locator(".gb-state")).to_have_text("Training")
    until(lambda: look(page)["now"] > step, "steps from there")
    expect(page.get_by_role("button", name="Continue from here")).to_be_disabled()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".gb-state")).to_have_text("Paused")
    until(lambda: look(page)["now"] == run.status()["step"], "the last picture")
    return int(run.status()["step"])


@pytest.mark.trial
def test_all_is_of_the_step_that_is_shown_back_and_forth_and_after_going_on(page: Page, app: App, run: Run) -> None:
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}")
    agrees(page, run, FURTHEST, past=False)
    for step in (0, run.steps()[6], FURTHEST):
        choose(page, run, step)
        agrees(page, run, step, past=True)
    page.get_by_role("button", name="Back to now").click()
    agrees(page, run, FURTHEST, past=False)
    begun, curve, pictures = run.steps()[6], run.history(), {step: run.picture(step) for step in run.steps()}

    standing = go_on_and_pause(page, run, begun)
    agrees(page, run, standing, past=False)
    page.get_by_role("button", name="1 step", exact=True).click()
    agrees(page, run, standing + 1, past=False)
    assert {step: run.picture(step) for step in pictures} == pictures  # nothing was thrown away
    for step in (run.steps()[2], FURTHEST):
        choose(page, run, step)
        agrees(page, run, step, past=True)
    if standing < FURTHEST:
        expect(page.get_by_text("Faded: trained before you went back.")).to_be_visible()

    page.get_by_role("link", name="Runs").click()
    card = page.locator("[data-testid=stVerticalBlockBorderWrapper], .stVerticalBlock", has_text="moments").last
    expect(card.get_by_text(f"step {standing:,}")).to_be_visible()  # the step after it was not saved
    assert content(page, card.locator("img.gb-thumb").get_attribute("src") or "") == run.picture(standing)
    page.get_by_role("link", name="Train", exact=True).click()
    agrees(page, run, standing + 1, past=False)
    expect(page.get_by_role("button", name="Continue from here")).to_be_disabled()

    ahead = go_on_and_pause(page, run, FURTHEST)
    assert ahead > FURTHEST
    agrees(page, run, ahead, past=False)
    steps = [row["step"] for row in run.history()]
    assert {row["step"] for row in curve} <= {*steps}  # the curve reaches the end again
    page.get_by_role("slider", name="Timeline").press("Home")
    agrees(page, run, 0, past=True)
    page.reload()
    agrees(page, run, 0, past=True)  # the address holds it
    page.get_by_role("button", name="Back to now").click()
    agrees(page, run, ahead, past=False)


@pytest.mark.trial
def test_continue_from_here_pressed_twice_goes_back_once(page: Page, app: App, run: Run) -> None:
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}")
    page.locator("img.samples").wait_for()
    step = run.steps()[3]
    choose(page, run, step)
    button = page.get_by_role("button", name="Continue from here")
    expect(button).to_be_enabled()
    gone_back = f'{{"rewind": {step}}}'  # that it stands elsewhere is written when it is opened, too
    before = (run.path / "history.jsonl").read_text().count(gone_back)
    button.evaluate("(node) => { node.click(); node.click(); }")
    expect(page.locator(".gb-state")).to_have_text("Training")
    expect(button).to_be_disabled()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.locator(".gb-state")).to_have_text("Paused")
    assert (run.path / "history.jsonl").read_text().count(gone_back) == before + 1


@pytest.mark.trial
def test_pictures_that_are_shown_no_more_are_let_go_of(page: Page, app: App, run: Run, trained: Run) -> None:
    page.add_init_script(
        """window.held = new Set(); const [make, drop] = [URL.createObjectURL, URL.revokeObjectURL];
        URL.createObjectURL = (blob) => { const url = make.call(URL, blob); if (blob.type === "image/png") held.add(url);
          return url; };
        URL.revokeObjectURL = (url) => { held.delete(url); drop.call(URL, url); };"""
    )
    leave_open(page, app, "train")
    page.goto(f"{app.url}/train?run={run.id}")
    page.locator("img.samples").wait_for()
    page.get_by_role("slider", name="Timeline").hover()
    until(lambda: page.evaluate("held.size") == len(run.steps()), f"a picture for each of {run.steps()}")
    page.get_by_role("link", name="Runs").click()
    page.get_by_role("heading", name="Trainings on this computer").wait_for()
    until(lambda: page.evaluate("held.size") == 0, "none is held on another page")
    page.locator(".stVerticalBlock", has_text="small").last.get_by_role("button", name="Open").click()
    page.wait_for_url(re.compile(trained.id))
    until(lambda: page.evaluate("held.size") == len(trained.steps()), "only those of the run that is shown")


@pytest.fixture
def hasty(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A dashboard that pauses after six seconds what nobody has open."""
    monkeypatch.setenv(IDLE, "0.1")
    app = App(tmp_path / "runs", tmp_path / "server.log")
    yield app
    app.close()


@pytest.mark.trial
@pytest.mark.slow
def test_a_hidden_tab_keeps_its_training_going_and_a_closed_one_does_not(page: Page, hasty: App) -> None:
    page.goto(f"{hasty.url}/train")
    expect(page.get_by_text("If none has for 0.1 min, it pauses.")).to_be_visible()
    page.get_by_role("button", name="Start training").click()
    until(lambda: (look(page)["now"] or 0) > 5, "training", 120)
    run = Run(hasty.runs / re.search(r"run=([\w-]+)", page.url)[1])
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => true }); document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.context.new_cdp_session(page).send(
        "Page.setWebLifecycleState", {"state": "frozen"}
    )  # no timer of the tab runs
    since = _seconds(run)
    until(lambda: _seconds(run) > since + 13, "training for twice the limit", 240)
    assert run.status()["state"] == "running"
    page.close()
    until(lambda: run.status()["state"] == "paused", "the pause", 120)
    assert "nobody had it open for {minutes} min" in json.dumps(run.status()["notices"])


def _seconds(run: Run) -> float:
    """Seconds of training that are written down."""
    return float(max((row["seconds"] for row in run.history()), default=0.0))
