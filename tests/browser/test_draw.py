"""Draw a creature: what is drawn with mouse, finger or keys becomes a picture, at every stage of a training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ganboard.config import TrainConfig
from ganboard.datasets.creatures import Creatures
from ganboard.presets import preset
from ganboard.recording import Recording
from ganboard.runs import Run
from tests.browser.conftest import App
from tests.browser.hand import box_of, draw
from tests.browser.line import Line
from tests.browser.navigation import go_to
from tests.waiting import until

pytestmark = pytest.mark.browser
CORNERS = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3)]
PIXELS = "canvas => Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).join()"
INK = """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
    .filter((value, index) => index % 4 === 0 && value < 100).length"""


@pytest.fixture(scope="module")
def run(app: App) -> Run:
    """A training on drawings with checkpoints 0, 20 and 40."""
    dataset = Creatures(size=32, count=64)
    method = {"name": "sketch", "width": 4, "judge_width": 4, "batch_size": 4}
    run = Run.create(app.runs / "20260101-000000-draw-0000", TrainConfig(dataset=dataset, method=method), "sketch")
    recording = Recording(run, data=dataset.load())
    recording.save()
    for _ in range(2):
        recording.trainer.advance(20)
        recording.save(keep=True)
    run.update(state="stopped")
    recording.close()
    return run


@pytest.fixture(scope="module")
def ladder(app: App) -> list[str]:
    """The three small trainings with other likeness, each with its first checkpoint."""
    data, found = Creatures(size=32, count=64).load(), []
    for number, likeness in enumerate((0, 30, 1000)):
        method = {"name": "sketch", "likeness": likeness}
        config = preset("sketch").config(dataset={"name": "creatures", "size": 32}, method=method, seconds=60)
        run = Run.create(app.runs / f"20250101-000000-ladder-000{number}", config, f"λ = {likeness}")
        recording = Recording(run, data=data)
        recording.save()
        run.update(state="stopped")
        recording.close()
        found.append(run.id)
    return found


@pytest.fixture
def finger(browser: Browser) -> Iterator[Page]:
    """A new visitor with a phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-US", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def painted(page: Page) -> int:
    return int(page.locator(".picture").get_attribute("data-painted") or 0)


def arrive(page: Page, app: App, run: Run) -> Locator:
    """Open the page, wait for the drawing that it begins with, and clear the pad."""
    page.goto(f"{app.url}/draw?run={run.id}&lang=en")
    pad = page.get_by_label("Drawing pad.")
    expect(page.locator(".answers canvas")).to_have_count(6, timeout=60_000)
    assert pad.evaluate(INK) > 100  # something is there before anything was touched
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator(".problem")).to_be_hidden()
    assert pad.evaluate(INK) == 0
    return pad


def square(page: Page, pad: Locator) -> None:
    draw(pad, *CORNERS, steps=4)


def changes(page: Page, do: Callable[[], object]) -> None:
    """What is done makes another picture."""
    picture = page.locator(".picture")
    before = picture.evaluate(PIXELS)
    do()
    until(lambda: picture.evaluate(PIXELS) != before, "another picture is there", seconds=30)


@pytest.mark.trial
def test_until_the_first_picture_is_there_a_sentence_stands_in_its_place(quiet: Page, app: App, run: Run) -> None:
    line = Line(quiet, holds=True)
    quiet.goto(f"{app.url}/draw?run={run.id}&lang=en")
    told = quiet.locator(".becomes .getting-ready").get_by_role("status")
    expect(told).to_have_text("It is getting ready. The first pictures come in a few seconds.", timeout=30_000)
    quiet.get_by_role("button", name="Show me how", exact=True).click()  # of what is not known yet
    line.let_go()
    until(lambda: painted(quiet) > 0, "the first picture")
    expect(told).to_be_hidden()


def test_what_is_drawn_with_the_mouse_becomes_a_picture_in_the_colour_that_was_picked(
    app: App, run: Run, quiet: Page
) -> None:
    pad = arrive(quiet, app, run)
    changes(quiet, lambda: square(quiet, pad))
    ink = pad.evaluate(INK)
    assert ink > 1000
    red, blue = (quiet.get_by_role("radio", name=colour, exact=True) for colour in ("red", "blue"))
    red.click()  # which chance may have chosen, too
    expect(red).to_have_attribute("aria-checked", "true")
    changes(quiet, blue.click)
    expect(blue).to_have_attribute("aria-checked", "true")
    quiet.get_by_role("button", name="Eraser", exact=True).click()
    changes(quiet, lambda: square(quiet, pad))
    assert pad.evaluate(INK) < ink / 3
    changes(quiet, lambda: quiet.get_by_role("button", name="Undo", exact=True).click())
    assert pad.evaluate(INK) == ink
    quiet.get_by_role("button", name="Undo", exact=True).click()
    assert pad.evaluate(INK) == 0


@pytest.mark.trial
def test_every_stage_of_the_training_makes_its_own_picture(app: App, run: Run, quiet: Page) -> None:
    pad = arrive(quiet, app, run)
    changes(quiet, lambda: square(quiet, pad))
    steps = quiet.get_by_label("Training step", exact=True)
    expect(quiet.get_by_text("step 40", exact=True)).to_be_visible()
    steps.focus()
    changes(quiet, lambda: steps.press("ArrowLeft"))
    expect(quiet.get_by_text("step 20", exact=True)).to_be_visible()
    changes(quiet, lambda: steps.press("Home"))
    expect(quiet.get_by_text("step 0", exact=True)).to_be_visible()


@pytest.mark.trial
def test_other_noise_gives_other_answers_and_the_drawing_stays_while_another_page_is_visited(
    app: App, run: Run, quiet: Page
) -> None:
    pad = arrive(quiet, app, run)
    square(quiet, pad)
    answers = quiet.locator(".answers canvas")
    until(lambda: len({each.evaluate(PIXELS) for each in answers.all()}) > 1, "answers differ", seconds=30)
    first = answers.first.evaluate(PIXELS)
    quiet.get_by_role("button", name="Other ones", exact=True).click()
    until(lambda: answers.first.evaluate(PIXELS) != first, "other answers are there", seconds=30)
    ink = pad.evaluate(INK)
    quiet.get_by_role("link", name="Runs", exact=True).click()
    expect(quiet.locator(".draw")).to_have_count(0)
    go_to(quiet, "draw", "Draw a creature")
    expect(quiet.locator(".answers canvas")).to_have_count(6, timeout=60_000)
    assert quiet.get_by_label("Drawing pad.").evaluate(INK) == ink


@pytest.mark.trial
def test_it_can_be_drawn_with_keys(app: App, run: Run, quiet: Page) -> None:
    pad = arrive(quiet, app, run)
    pad.focus()

    def keys() -> None:
        for key in (" ", *["ArrowRight"] * 6, *["ArrowDown"] * 6, " "):
            pad.press(key)

    changes(quiet, keys)
    assert pad.evaluate(INK) > 300


@pytest.mark.trial
def test_it_can_be_drawn_with_a_finger(app: App, run: Run, finger: Page) -> None:
    pad = arrive(finger, app, run)
    box = box_of(pad)
    assert box["width"] > 0.9 * 390  # as wide as the page allows
    session = finger.context.new_cdp_session(finger)
    points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in CORNERS]

    def touch() -> None:
        kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
        for kind, (x, y) in zip(kinds, points, strict=True):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    changes(finger, touch)
    assert pad.evaluate(INK) > 1000
    expect(finger.locator("canvas.picture")).to_be_in_viewport(ratio=0.99)  # what comes of it is seen while one draws
    assert finger.evaluate("document.documentElement.scrollWidth <= innerWidth")


WATCH = """() => {
    const canvas = document.querySelector('.pad') ?? [...document.querySelectorAll('*')]
        .map((each) => each.shadowRoot?.querySelector('.pad')).find(Boolean);
    const inks = (window.inks = []), context = canvas.getContext('2d');
    (function look() {
        if (window.inks !== inks) return; // somebody else looks
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const ink = data.filter((value, index) => index % 4 === 0 && value < 100).length;
        if (ink !== inks.at(-1)) inks.push(ink);
        requestAnimationFrame(look);
    })();
}"""
INKS = """async (canvas, frames) => {
    const inks = [], context = canvas.getContext('2d');
    for (let frame = 0; frame < frames; frame++) {
        await new Promise((settle) => requestAnimationFrame(settle));
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        inks.push(data.filter((value, index) => index % 4 === 0 && value < 100).length);
    }
    return inks;
}"""


@pytest.mark.trial
def test_it_is_shown_stroke_by_stroke_until_somebody_draws(app: App, run: Run, quiet: Page) -> None:
    pad = arrive(quiet, app, run)
    how = quiet.get_by_role("button", name="Show me how", exact=True)
    quiet.evaluate(f"({WATCH})")
    how.click()
    until(lambda: len(quiet.evaluate("window.inks")) > 4, "it grows before one's eyes", seconds=30)
    inks = quiet.evaluate("window.inks")[:5]
    assert inks == sorted(inks)
    square(quiet, pad)
    inks = pad.evaluate(INKS, 20)
    assert len(set(inks)) == 1  # and has stopped
    painted_before = painted(quiet)
    quiet.get_by_role("radio", name="green", exact=True).click()
    until(lambda: painted(quiet) > painted_before, "what was drawn is asked for", seconds=30)
    assert pad.evaluate(INK) == inks[0]
    quiet.emulate_media(reduced_motion="reduce")
    quiet.get_by_role("button", name="Clear", exact=True).click()
    quiet.evaluate(f"({WATCH})")
    how.click()
    until(lambda: pad.evaluate(INK) > 1000, "it is there", seconds=30)
    assert len(quiet.evaluate("window.inks")) <= 2  # nothing, and all of it


@pytest.mark.trial
def test_three_generators_answer_one_drawing_and_a_slider_goes_through_them(
    app: App, run: Run, ladder: list[str], quiet: Page
) -> None:
    asked: list[str] = []

    def note(frame: str | bytes) -> None:
        question = json.loads(frame)
        if question["ask"] == "drawn":
            asked.append(question["source"])

    quiet.on("websocket", lambda socket: socket.on("framesent", note) if "/ganboard/explore" in socket.url else None)
    pad = arrive(quiet, app, run)
    pictures = quiet.locator(".rungs canvas")
    expect(pictures).to_have_count(3)
    asked.clear()
    before = [int(each.get_attribute("data-painted") or 0) for each in pictures.all()]
    square(quiet, pad)

    def repainted() -> bool:
        now = [int(each.get_attribute("data-painted") or 0) for each in pictures.all()]
        return all(new > old for new, old in zip(now, before, strict=True))

    until(repainted, "all three have answered", seconds=30)
    assert set(ladder) <= set(asked)
    slider = quiet.get_by_role("slider", name="Weight of likeness λ", exact=True)
    expect(quiet.get_by_role("button", name="Your drawing with λ = 30", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    for key, chosen, meaning in (
        ("Home", "λ = 0", "likeness does not count"),
        ("End", "λ = 1,000", "only likeness counts"),
    ):
        slider.press(key)
        expect(quiet.get_by_role("button", name=f"Your drawing with {chosen}", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(quiet.locator(".meaning")).to_contain_text(meaning)
    assert quiet.get_by_role("button", name="Train the three again").count() == 1
