"""In front of a class: presenter mode, keys, links for those who watch, and the clock of a stand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from ganboard.run_steering import STAND, steered_by
from ganboard.runs import Run, all_runs, find_run
from tests.browser.access import clean
from tests.browser.conftest import App
from tests.waiting import until

SMALL = """() => {
  const found = [];
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) {
      if (each.shadowRoot) look(each.shadowRoot);
      const text = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join("");
      const { width, height } = each.getBoundingClientRect(), { fontSize, fontFamily } = getComputedStyle(each);
      const read = text && width * height > 4 && each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const icon = /Material/.test(fontFamily) || /^(STYLE|SCRIPT|NOSCRIPT|OPTION)$/.test(each.tagName);
      if (read && !icon && parseFloat(fontSize) < 20) found.push(`${fontSize} ${each.tagName} ${text.slice(0, 40)}`);
    }
  };
  look(document);
  return found;
}"""
"""What is read in letters of less than 20 pixels, also within our own parts."""
POST = """async ([address, body]) => {
  const answer = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body });
  return [answer.status, await answer.json()];
}"""


RECORD = """Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
  window.locks = [...(window.locks ?? []), kind];
  return { release() {} };
} } })"""
"""A browser's lock of the screen that writes down what it was asked for: a headless one has none."""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
DRIFT = """() => {
  const part = (node) => node.shadowRoot ?? node, root = part(document.querySelector(".st-key-stand [data-testid]"));
  const drift = root.querySelector(".drift") ?? document.querySelector(".drift"), ways = drift.getAnimations();
  const boxes = [0, 1].flatMap((across) => [0, 1].map((down) => {
    ways.forEach((way, at) => (way.currentTime = way.effect.getComputedTiming().duration * ([across, down][at] ? 0.999 : 0.001)));
    const { left, top, right, bottom } = drift.getBoundingClientRect();
    return [left, top, right, bottom].map(Math.round);
  }));
  return { boxes, all: [...drift.parentNode.children].length, width: innerWidth, height: innerHeight };
}"""
"""Where all that a stand shows lies at the four ends of its drift."""


LAST_OF_THE_MENU = """() => Math.max(...[...document.querySelectorAll('[data-testid="stTopNav"] :is(a, button)')]
  .map((each) => each.getBoundingClientRect().right))"""
FIRST_OF_OURS = """() => Math.min(...[...document.querySelectorAll('.st-key-present_bar, .st-key-present_switch')]
  .map((each) => each.getBoundingClientRect().left))"""


def keys_of(page: Page) -> list[str]:
    """The keys that the card of a page names."""
    page.locator("body").press("?")
    told = page.get_by_role("dialog", name="Keys on this page").locator("dt").all_inner_texts()
    page.keyboard.press("Escape")
    return told


@pytest.fixture(scope="module")
def run(app: App, trained: Run) -> Run:
    return find_run(app.runs, trained.id)


@pytest.mark.trial
def test_letters_for_the_back_row_and_a_way_back_on_every_page(app: App, staying: Page, run: Run) -> None:
    staying.goto(f"{app.url}/train?run={run.id}&present=1")
    expect(staying.get_by_role("button", name="Next class")).to_be_visible()
    picture = staying.locator("img.samples")
    expect(picture).to_be_visible()
    until(lambda: staying.evaluate(SMALL) == [], f"large letters, but {staying.evaluate(SMALL)}")
    assert (picture.bounding_box() or {})["height"] > 720 * 0.45
    until(
        lambda: staying.evaluate(LAST_OF_THE_MENU) < staying.evaluate(FIRST_OF_OURS),
        "the menu and the switch side by side",
    )
    clean(staying)  # what the presenter shows
    for page, keys in (("Explore", []), ("Start", ["1 – 9"])):
        staying.get_by_role("link", name=page, exact=True).first.click()
        expect(staying).to_have_url(re.compile(r"present=1"))
        until(lambda keys=keys: keys_of(staying) == [*keys, "P", "F", "?"], f"the keys of {page}")
        expect(staying.get_by_role("button", name="Next class")).to_be_visible()
        until(lambda: staying.evaluate(SMALL) == [], f"large letters on {page}, but {staying.evaluate(SMALL)}")
    worlds = staying.locator(".worlds [data-world]")
    for key, chosen in ((3, 2), (2, 1), (9, 1)):  # there is no ninth
        staying.keyboard.press(str(key))
        expect(worlds.nth(chosen)).to_have_attribute("aria-pressed", "true")
    staying.get_by_role("link", name="Train", exact=True).first.click()
    expect(picture).to_be_visible()
    walked = """() => localStorage.getItem("ganboard-tours")"""
    staying.evaluate("""() => localStorage.setItem("ganboard-tours", '{"judge": {"stop": 3}}')""")
    staying.get_by_role("button", name="Next class").click()
    expect(staying.get_by_text("Ready for the next class")).to_be_visible()
    expect(picture).to_have_count(0)
    staying.get_by_role("link", name="Train", exact=True).first.click()
    presets = staying.locator(".st-key-presets [role=radio]")
    expect(presets.nth(8)).to_be_visible()
    start = staying.get_by_role("button", name="Start training")
    expect(start).to_be_in_viewport()  # presets by their names alone
    assert keys_of(staying) == ["1 – 9", "P", "F", "?"]
    for key in (3, 9, 1):
        staying.keyboard.press(str(key))
        expect(presets.nth(key - 1)).to_be_checked()
    assert find_run(app.runs, run.id).status()["state"] == "stopped"  # all is on disk as it was
    until(lambda: staying.evaluate(walked) is None, "no tour goes on where the class before stood")
    staying.get_by_role("button", name="Go back to it").click()
    expect(picture).to_be_visible()
    until(lambda: staying.evaluate(walked) == '{"judge": {"stop": 3}}', "it was a mistake")
    expect(staying).to_have_url(re.compile(run.id))


def test_keys_do_what_the_card_names_and_nothing_while_somebody_types(app: App, staying: Page, run: Run) -> None:
    staying.goto(f"{app.url}/train?run={run.id}&present=1")
    expect(staying.get_by_role("button", name="Next class")).to_be_visible()
    expect(staying.locator("img.samples")).to_be_visible()
    staying.keyboard.press("p")
    expect(staying.locator(".st-key-present_bar")).to_have_count(0)
    expect(staying.get_by_role("slider", name="Timeline")).to_be_visible()
    card = staying.get_by_role("dialog", name="Keys on this page")
    # The page of before is being drawn anew. No presets: a run is on the screen.
    until(lambda: keys_of(staying) == ["Space", "Arrow keys", "P", "F", "?"], "the keys of this page")
    staying.locator("body").press("?")
    expect(card).to_be_visible()
    clean(card)
    staying.keyboard.press(" ")  # in the card it closes what has the focus
    staying.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    samples = staying.locator("img.samples")
    staying.evaluate("document.activeElement.blur()")
    staying.keyboard.press("f")
    until(lambda: staying.evaluate("document.fullscreenElement !== null"), "the whole screen")
    staying.keyboard.press("f")
    until(lambda: staying.evaluate("document.fullscreenElement === null"), "the window again")
    before = samples.get_attribute("data-step")
    staying.keyboard.press("ArrowLeft")  # from now to the newest checkpoint, of the same step
    staying.keyboard.press("ArrowLeft")
    expect(samples).not_to_have_attribute("data-step", str(before))
    staying.keyboard.press("Control+ArrowRight")
    expect(samples).not_to_have_attribute("data-step", str(before))
    staying.keyboard.press("ArrowRight")
    expect(samples).to_have_attribute("data-step", str(before))
    resume, pause = (staying.get_by_role("button", name=name, exact=True) for name in ("Resume", "Pause"))
    staying.keyboard.press(" ")
    expect(pause).to_be_visible()
    staying.evaluate("document.activeElement.blur()")
    staying.keyboard.press(" ")
    expect(resume).to_be_visible()


def test_who_has_the_link_watches_and_whatever_else_is_sent_is_refused(
    app: App, staying: Page, browser: Browser, run: Run
) -> None:
    staying.get_by_role("button", name="Watch on your phone").click()
    shared = staying.get_by_role("dialog", name="Watch on your phone")
    expect(shared.get_by_role("checkbox", name="Only this browser steers")).to_be_checked()
    link = shared.locator("a.link").get_attribute("href")
    clean(shared)
    staying.keyboard.press("Escape")
    resume = staying.get_by_role("button", name="Resume", exact=True)
    expect(resume).to_be_visible()
    guest = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US").new_page()
    guest.goto(str(link))
    expect(guest.get_by_text("You are watching: look")).to_be_visible()
    expect(guest.locator("img.samples")).to_be_visible()
    for name in ("Resume", "Continue from here"):
        expect(guest.get_by_role("button", name=name, exact=True)).to_have_count(0)
    clean(guest)  # on a phone
    step = find_run(app.runs, run.id).status()["step"]
    turn = '{"dial": "generator_learning_rate", "value": 0.1, "step": null}'
    for address, body in ((f"ganboard/slow/{run.id}", "{}"), (f"ganboard/dial/{run.id}", turn)):
        status, answer = guest.evaluate(POST, [address, body])
        assert (status, answer["problem"][:16]) == (400, "You are watching")
    guest.locator(".st-key-resume button").evaluate(
        "button => button.click()"
    )  # what is hidden can be pressed by a script
    expect(guest.get_by_role("alert").filter(has_text="You are watching")).to_be_visible()
    assert find_run(app.runs, run.id).status()["step"] == step
    guest.get_by_role("button", name="Steer from here").click()  # the guest sits at the computer itself
    expect(guest.get_by_role("button", name="Resume", exact=True)).to_be_visible()
    guest.context.close()
    staying.reload()
    expect(staying.get_by_text("You are watching: look")).to_be_visible()


IN_FRONT = {
    "swap?run=shipped-swap": "figure.home figcaption",
    "move": ".pictures.clips li:nth-child(4) figcaption",
    "draw": ".colours button:last-child",
    "train?preset=hand": "canvas.pad",
}
"""Pages on which something is done with a class, and the last of what the back row should see of it without scrolling."""


@pytest.mark.trial
def test_what_a_class_looks_at_is_on_the_screen_as_a_whole(app: App, quiet: Page) -> None:
    for address, last in IN_FRONT.items():
        quiet.goto(f"{app.url}/{address}{'&' if '?' in address else '?'}present=1&lang=en")
        expect(quiet.locator(last)).to_be_in_viewport(ratio=0.95, timeout=60_000)
        until(lambda: quiet.evaluate(SMALL) == [], f"large letters on {address}, but {quiet.evaluate(SMALL)}")
        assert quiet.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    quiet.locator("canvas.pad").click()  # a mere tap is no digit
    expect(quiet.locator(".hand .task")).to_have_text("Too small. Write a larger 0")


def test_a_frame_of_another_site_keeps_the_cookie_by_which_a_browser_is_known(app: App, page: Page) -> None:
    health = f"http://localhost:{app.port}/_stcore/health"  # another site than 127.0.0.1, where the dashboard is in the frame
    page.goto(health)
    show = """(address) => new Promise((shown) => {
      const frame = document.createElement("iframe");
      Object.assign(frame, { src: address, onload: shown });
      document.body.replaceChildren(frame);
    })"""
    secrets = []
    for _ in range(2):
        page.evaluate(show, f"{app.url}/_stcore/health")
        secrets += [each["value"] for each in page.context.cookies() if each.get("partitionKey")]
    assert len(secrets) == 2
    assert secrets[0] == secrets[1]


@pytest.mark.trial
@pytest.mark.slow
def test_the_clock_of_a_stand_is_drawn_by_a_network_that_learns(app: App, quiet: Page) -> None:
    lines: list[WebSocketRoute] = []
    cut = False

    def line(socket: WebSocketRoute) -> None:
        """The line to the server, that somebody may cut."""
        if cut:
            socket.close()
        else:
            socket.connect_to_server()
            lines.append(socket)

    quiet.route_web_socket(re.compile(r"/ganboard/stand"), line)
    quiet.add_init_script(RECORD)
    quiet.goto(f"{app.url}/stand")
    stand = quiet.locator(".stand")
    until(lambda: int(stand.get_attribute("data-step") or -1) > 0, "pictures of the training", 90)
    drawn = quiet.evaluate(
        """() => {
          const root = document.querySelector(".st-key-stand [data-testid]").shadowRoot ?? document;
          const places = [...root.querySelectorAll(".place")], now = new Date();
          const lit = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
            .some((value, index) => index % 4 < 3 && value > 20);
          const ink = places.map((place) => [...place.querySelectorAll("canvas")].some(lit));
          const seconds = now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds();
          return [places.map((place) => place.dataset.digit).join(""), seconds, ink];
        }"""
    )
    digits, now, ink = drawn
    shown = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:])
    assert (now - shown) % 86400 <= 2
    assert ink == [True] * 6
    expect(quiet.get_by_role("img", name="A clock:")).to_be_visible()
    assert sum(steered_by(run.path) == STAND.format(run=run.id) for run in all_runs(app.runs)) == 1
    assert quiet.evaluate("window.locks") == ["screen"]
    for hidden in (True, False):  # a hidden tab loses the lock
        quiet.evaluate(HIDE, hidden)
    assert quiet.evaluate("window.locks") == ["screen", "screen"]
    drift = quiet.evaluate(DRIFT)
    assert drift["all"] == 1  # nothing stands outside of what drifts
    assert len({tuple(box) for box in drift["boxes"]}) == 4
    for left, top, right, bottom in drift["boxes"]:
        assert min(left, top, drift["width"] - right, drift["height"] - bottom) >= 0
    cut = True
    lines[-1].close()
    quiet.evaluate("Date.now = ((now) => () => now() + 20_000)(Date.now)")  # so long nothing was heard
    expect(stand.get_by_text("does not answer")).to_be_visible()
    cut = False
    expect(stand.get_by_text(re.compile(r"began.* ago"))).to_be_visible()
    stand.get_by_role("button", name="Full screen").click(force=True)
    until(lambda: quiet.evaluate("document.fullscreenElement !== null"), "the whole screen")
    quiet.keyboard.press("f")
    until(lambda: quiet.evaluate("document.fullscreenElement === null"), "the window again")
    expect(stand.locator("time")).not_to_be_visible()
    stand.get_by_role("button", name="What time is it?").click(force=True)  # it drifts, as all there does
    expect(stand.locator("time")).to_be_visible()
    clean(quiet)
    quiet.evaluate("document.activeElement.blur()")
    of_others = {"stop": 4, "done": [0, 1, 2], "ended": False}
    quiet.evaluate("told => localStorage.setItem('ganboard-tours', JSON.stringify(told))", {"first-gan": of_others})
    quiet.clock.install()
    quiet.keyboard.press("x")
    expect(quiet).to_have_url(re.compile(r"/\?tour=first-gan"))
    assert "[0,1,2]" not in str(quiet.evaluate("localStorage.getItem('ganboard-tours')"))
    assert "/stand" in str(quiet.evaluate("sessionStorage.getItem('ganboard-stand')"))
    expect(quiet.get_by_role("button", name="Keys", exact=True)).to_be_visible()
    quiet.clock.fast_forward("03:01")  # nobody is there any more
    expect(quiet).to_have_url(re.compile(r"/stand"))
