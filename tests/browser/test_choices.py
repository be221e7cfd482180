"""What a visitor chose stays chosen: in another language, on another page, in the middle of a script, after a lost connection."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.app.evaluations import measured_run, some_run
from tests.browser.conftest import App, leave_open
from tests.browser.navigation import MENUS, go_to, open_menu
from tests.trials import again
from tests.waiting import until

PAGES = {
    "train": ("Train", "训练"),
    "explore": ("Explore", "探索"),
    "evaluate": ("Evaluate", "评估"),
    "theory": ("Theory", "理论"),
    "runs": ("Runs", "训练记录"),
}
ONE, TWO = "20260101-000000-one-0000", "20260102-000000-two-0000"
MOMENT = 2000
"""Milliseconds until a click is tried again."""
LINES = """
window.lines = [];
window.WebSocket = class extends WebSocket {
  constructor(...how) {
    super(...how);
    if (String(how[0]).includes("_stcore/stream")) window.lines.push(this);
  }
};
"""
"""Has the page keep the lines of Streamlit's that it opens."""


@pytest.fixture(scope="module", autouse=True)
def _runs(app: App) -> None:
    """Two trainings to choose from, measured, and one that is not."""
    measured_run(app.runs, ONE, {5: 3.0, 1294: 0.0})
    measured_run(app.runs, TWO, {7: 2.0, 90: 0.5})
    some_run(app.runs, "20260103-000000-three-0000", [0, 3])


def go(page: Page, name: str, language: int = 0) -> None:
    """Follow a link of the navigation."""
    go_to(page, name, PAGES[name][language])


def speak(page: Page, language: str) -> None:
    """Switch to another language; does not wait for it."""
    page.locator(".st-key-language_switch").get_by_text({"en": "English", "zh": "中文"}[language], exact=True).click()


def lists(page: Page) -> list[Locator]:
    """The lists on the page."""
    return page.locator(".stMain [data-testid=stSelectbox] input[role=combobox]").all()


def pick(page: Page, number: int, option: str) -> None:
    """Choose in a list."""
    pick_in(page, lists(page)[number], option)


def pick_in(page: Page, box: Locator, option: str) -> None:
    """Choose in a list, which closes then."""
    click_in(page, box, option)
    expect(page.get_by_role("option")).to_have_count(0)


def click_in(page: Page, box: Locator, option: str) -> None:
    """Click an option of a list; one that closes, since the page around it still opens, is opened again."""
    wanted = page.get_by_role("option", name=option).first

    def chose() -> bool:
        try:
            if not wanted.is_visible():
                box.click(timeout=MOMENT)
            wanted.click(timeout=MOMENT)
        except TimeoutError:
            return False
        return True

    until(chose, f"the list offers {option}")


def each(page: Page, selector: str, look: str) -> list[str]:
    """What stands in all elements of a kind, in one look: a page may change between two."""
    found: list[str] = page.locator(selector).evaluate_all(f"(all) => all.map((node) => String({look}))")
    return found


def values(page: Page) -> list[str]:
    """What the lists show."""
    return each(page, ".stMain [data-testid=stSelectbox] input[role=combobox]", "node.value")


def alerts(page: Page) -> list[str]:
    return each(page, "[data-testid=stAlert]", "node.innerText")


def tab(page: Page) -> int:
    """The number of the open tab."""
    chosen = each(page, "[role=tab]", "node.ariaSelected")
    return chosen.index("true") if "true" in chosen else -1


def fields(page: Page) -> list[str]:
    """What the form's fields hold."""
    return [
        *each(page, ".stMain input[type=number]", "node.value"),
        *each(page, ".stMain input[type=checkbox]", "node.checked"),
    ]


def preset(page: Page) -> int:
    """The number of the preset that is chosen."""
    chosen = each(page, ".stMain [role=radio][data-variant=pills]", "node.ariaChecked")
    return chosen.index("true") if "true" in chosen else -1


def stays(page: Page, look: Callable[[Page], object], expected: object) -> None:
    """Wait until the page shows it, and no alert beside it."""
    until(lambda: look(page) == expected, f"{expected}, but the page shows {look(page)} {alerts(page)}")
    assert alerts(page) == []


def fill_form(page: Page) -> None:
    """Choose a preset, other networks, which cannot be told a class, and another number."""
    page.get_by_role("button", name="Start training").wait_for()
    page.get_by_text("Clothes", exact=True).click()
    until(lambda: preset(page) == 1, "the preset is chosen")
    page.get_by_text("Advanced", exact=True).click()
    number = page.get_by_role("spinbutton", name="Samples per step")
    number.fill("48")
    number.press("Enter")
    pick_in(page, page.get_by_role("combobox", name="Networks"), "Plain layers")
    # A page changes piece by piece: what only the networks of before have goes last, when the script is through.
    expect(page.get_by_role("combobox", name="Networks")).to_have_value(re.compile("Plain layers"))
    expect(page.get_by_role("spinbutton", name="Features of the judge")).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(number).to_have_value("48")


def form(page: Page) -> tuple[int, list[str]]:
    return preset(page), fields(page)


def test_a_click_into_the_first_script_and_start_at_once_starts(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/train", wait_until="commit")
    go(quiet, "train")
    quiet.get_by_role("button", name="Start training").click()
    speak(quiet, "zh")  # before that script has got to the start
    expect(quiet).to_have_url(re.compile(r"run="))
    assert "None" not in quiet.url
    speak(quiet, "en")
    assert alerts(quiet) == []
    expect(quiet.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    quiet.get_by_role("button", name="Pause", exact=True).click()
    expect(quiet.locator(".gb-state")).to_have_text(re.compile("Stopped|Paused"), timeout=60_000)  # it rests


@pytest.mark.parametrize(
    ("name", "language"),
    [("train", "en"), again("explore", "zh"), again("runs", "en"), again("theory", "zh"), again("evaluate", "en")],
)
def test_another_page_and_another_language_into_the_first_script(
    quiet: Page, app: App, name: str, language: str
) -> None:
    quiet.goto(f"{app.url}/train?lang=en", wait_until="commit")
    speak(quiet, language)
    nav = quiet.get_by_test_id("stTopNav")
    if name in MENUS:
        open_menu(quiet, MENUS[name])
        quiet.get_by_role("menuitem").nth(["tours", "theory", "evaluate"].index(name)).click()
    else:
        nav.get_by_role("link").nth(["start", "train", "explore", "runs"].index(name)).click()
    speak(quiet, language)
    expect(nav.get_by_role("link", name=PAGES["train"][language == "zh"], exact=True)).to_be_visible()
    until(lambda: "lang=None" not in quiet.url, "a language")
    go(quiet, "train", int(language == "zh"))
    quiet.get_by_role("button", name="Start training" if language == "en" else "开始训练").wait_for()
    stays(quiet, preset, 0)


def test_the_form_stays_in_both_languages_and_on_other_pages_whoever_is_in_a_hurry(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/train")
    fill_form(quiet)
    before = form(quiet)
    assert "48" in before[1]
    for language in ("zh", "en"):
        speak(quiet, language)
        start = quiet.get_by_role("button", name="Start training" if language == "en" else "开始训练")
        start.wait_for()
        stays(quiet, form, before)
        start.click()  # what is said of it tells what was read: plain ids
        expect(quiet.get_by_test_id("stAlert")).to_contain_text("mlp")
        assert len(alerts(quiet)) == 1
    for name in PAGES:  # not one of them has time to finish
        go(quiet, name)
    go(quiet, "train")
    start.wait_for()
    stays(quiet, form, before)
    first, second = (quiet.get_by_role("spinbutton", name=name) for name in ("Samples per step", "Size of the noise"))
    expect(first).to_be_visible()  # what was opened stays open
    # A typed number is not lost to an answer that arrives while the next one is typed,
    first.fill("36")
    first.press("Enter")
    second.fill("17")
    expect(quiet.get_by_test_id("stStatusWidget")).to_be_hidden()
    second.press("Enter")
    expect(second).to_have_value("17")
    expect(first).to_have_value("36")
    # what is chosen just before leaving is chosen,
    first.fill("72")
    first.press("Enter")
    go(quiet, "runs")
    quiet.get_by_role("heading", name="Trainings on this computer").wait_for()
    go(quiet, "train")
    until(lambda: preset(quiet) == 1, "the form is back")
    expect(first).to_have_value("72")
    first.fill("80")
    first.press("Enter")
    speak(quiet, "zh")
    quiet.get_by_role("button", name="开始训练").wait_for()
    assert "80" in fields(quiet)
    # and what a preset fills in is not undone by the next click: the browser still has the other preset's numbers.
    speak(quiet, "en")
    start.wait_for()
    quiet.get_by_text("The classic GAN (slow)", exact=True).click()
    quiet.get_by_text(re.compile("^Tell them which")).first.click()
    expect(first).to_have_value("128")
    assert alerts(quiet) == []


@pytest.mark.trial
def test_training_checkpoint_number_and_tab_stay(quiet: Page, app: App) -> None:
    leave_open(quiet, app, "evaluate")
    quiet.goto(f"{app.url}/evaluate")
    quiet.locator(".measure").wait_for()
    pick(quiet, 0, "one")
    until(lambda: "1,294" in values(quiet)[1], "the other training's checkpoints")
    pick(quiet, 1, "step 5")
    pick(quiet, 2, "2,000")
    quiet.get_by_role("tab", name="Compare").click()
    quiet.get_by_text("Second training").wait_for()
    pick(quiet, 3, "Precision")
    pick(quiet, 4, "two")
    until(lambda: "90" in values(quiet)[5], "the other training's checkpoints")
    pick(quiet, 5, "step 7")

    def look(page: Page) -> object:
        shown = values(page)
        numbers = [re.sub(r"[^\d,]", "", text) for text in (*shown[1:3], *shown[5:])]
        return numbers, [text[9:19] for text in (*shown[:1], *shown[4:5])], tab(page)

    expected = (["5", "2,000", "7"], ["000000-one", "000000-two"], 4)
    stays(quiet, look, expected)
    for language in ("zh", "en"):
        speak(quiet, language)
        quiet.get_by_role("button", name="Measure" if language == "en" else "测量").first.wait_for()
        stays(quiet, look, expected)
    assert values(quiet)[3] == "Precision"
    for name in PAGES:
        go(quiet, name)
    go(quiet, "evaluate")
    quiet.locator(".measure").wait_for()
    stays(quiet, look, expected)
    # Two lists, one right after the other: the second request still brings the address of before the first.
    pick(quiet, 0, "two")
    pick(quiet, 2, "500")
    until(lambda: "two" in values(quiet)[0] and values(quiet)[2] == "500", "both")
    expect(quiet).to_have_url(re.compile(f"run={TWO}"))


@pytest.mark.trial
def test_generator_switch_and_tab_of_the_explorer_stay(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/explore?run={ONE}")
    quiet.locator(".mixer").wait_for()  # without a picture: what this one's checkpoint holds is no generator's
    pick(quiet, 0, "Digits, trained already")
    quiet.get_by_text("Soft pixels", exact=True).click()
    quiet.get_by_role("tab", name="Walks").click()

    def smooth(page: Page) -> bool:
        return page.get_by_label(re.compile("^(Soft pixels|柔化像素)")).is_checked()

    for language in ("zh", "en"):
        speak(quiet, language)
        expect(quiet.get_by_role("tab", name="Walks" if language == "en" else "漫游")).to_be_visible()
        stays(quiet, tab, 1)
        assert smooth(quiet)
    for name in PAGES:
        go(quiet, name)
    go(quiet, "explore")
    quiet.locator("canvas.large").wait_for()
    until(lambda: tab(quiet) == 1, "the tab stays open")
    assert smooth(quiet)
    assert "Digits" in values(quiet)[0]


@pytest.mark.trial
def test_compared_trainings_and_the_chapter_stay(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/runs")
    quiet.get_by_text("Compare trainings").click()
    chosen = quiet.get_by_test_id("stMultiSelect")
    click_in(quiet, chosen.get_by_role("combobox"), "two")
    quiet.keyboard.press("Escape")
    quiet.get_by_test_id("stSelectbox").first.wait_for()
    pick(quiet, 0, "Penalty")
    go(quiet, "theory")
    quiet.get_by_role("button", name="Next chapter").click()
    heading = quiet.get_by_text("Chapter 2", exact=True)
    expect(heading).to_be_visible()
    for language in ("zh", "en"):
        speak(quiet, language)
        expect(quiet.get_by_text("第 2 章" if language == "zh" else "Chapter 2", exact=True)).to_be_visible()
    for name in PAGES:
        go(quiet, name)
    expect(chosen).to_contain_text("two")
    assert values(quiet)[0] == "Penalty"
    go(quiet, "theory")
    expect(heading).to_be_visible()


def test_a_cut_connection_and_a_server_started_again_lose_nothing(quiet: Page, app: App) -> None:
    quiet.add_init_script(LINES)
    quiet.goto(f"{app.url}/train?lang=zh")
    expect(quiet.get_by_alt_text("标志", exact=True)).to_be_visible()  # also what Streamlit names by itself
    speak(quiet, "en")
    expect(quiet.get_by_alt_text("Logo", exact=True)).to_be_visible()
    fill_form(quiet)
    before, networks = form(quiet), quiet.get_by_role("combobox", name="Networks")
    go(quiet, "runs")
    go(quiet, "train")
    stays(quiet, form, before)
    quiet.evaluate("lines.at(-1).close()")
    until(lambda: quiet.evaluate("lines.length") > 1, "the browser connects again")
    stays(quiet, form, before)
    session, told = quiet.evaluate("ganboardChoices.session"), quiet.get_by_text("This page has lost its connection")
    expect(told).to_have_count(0)
    app.close()
    expect(told).to_be_visible()
    expect(quiet.get_by_role("dialog")).to_have_count(0)  # Streamlit's own is English and covers the page
    app.start()
    expect(told).to_have_count(0)
    quiet.wait_for_function(
        "(before) => ganboardChoices.session !== before", arg=session
    )  # another server draws the page
    until(lambda: networks.input_value().startswith("Plain"), "what the other server cannot know of itself")
    stays(quiet, form, before)
    quiet.get_by_text(re.compile("^Tell them which")).click()
    until(lambda: sum(one != other for one, other in zip(fields(quiet), before[1], strict=True)) == 1, "one switch")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        again("theory", "?lang=zh"),
        ("train", f"?lang=zh&run={ONE}"),
        again("explore", ""),
        *(again(name, f"?lang=zh&run={ONE}") for name in ("evaluate", "runs")),
    ],
)
def test_a_typed_address_opens_its_page(quiet: Page, app: App, name: str, query: str) -> None:
    quiet.goto(f"{app.url}/{name}{query}")
    signs = {
        "train": "button",
        "explore": ".mixer",
        "evaluate": ".measure",
        "theory": ".gb-chapters",
        "runs": "h1",
    }
    quiet.locator(f".stMain {signs[name]}").first.wait_for()
    if name in MENUS:
        open_menu(quiet, MENUS[name])
    link = quiet.get_by_role("menuitem" if name in MENUS else "link", name=PAGES[name]["zh" in query], exact=True).first
    expect(link).to_have_attribute("aria-current", "page")
    expect(quiet.get_by_text("Page not found")).to_have_count(0)
    if "run" in query and name != "runs":
        expect(quiet).to_have_url(re.compile(f"run={ONE}"))


def test_an_address_without_a_page_leads_to_the_first_one_which_says_so(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/train/digits?lang=zh")
    expect(quiet.get_by_role("alert").filter(has_text="没有叫做 train/digits 的页面")).to_be_visible()
    quiet.get_by_role("button", name="开始", exact=True).wait_for()
    expect(quiet.get_by_role("dialog")).to_have_count(0)


def test_a_phones_menu_closes_after_a_choice_and_can_be_closed(quiet: Page, app: App) -> None:
    quiet.set_viewport_size({"width": 390, "height": 844})
    quiet.goto(f"{app.url}/train")
    quiet.get_by_role("button", name="Start training").wait_for()
    menu, switch = quiet.get_by_test_id("stSidebar"), quiet.locator(".st-key-language_switch")
    quiet.get_by_test_id("stExpandSidebarButton").click()
    expect(switch).to_be_hidden()
    quiet.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()  # nothing lies above it
    expect(menu).to_have_attribute("data-collapsed", "true")
    quiet.get_by_test_id("stExpandSidebarButton").click()
    menu.get_by_role("link", name="Runs").click()
    quiet.get_by_role("heading", name="Trainings on this computer").wait_for()
    expect(menu).to_have_attribute("data-collapsed", "true")
    expect(switch).to_be_visible()


@pytest.mark.trial
def test_a_demonstration_keeps_its_settings(quiet: Page, app: App) -> None:
    quiet.goto(f"{app.url}/theory?chapter=vanishing")
    slider = quiet.locator("[class*=st-key-demo_two_losses] input[type=range]").first
    slider.focus()
    slider.press("End")
    moved = slider.input_value()
    speak(quiet, "zh")
    expect(quiet.get_by_text("第 4 章", exact=True)).to_be_visible()
    expect(slider).to_have_value(moved)
    go(quiet, "runs", 1)
    expect(slider).to_have_count(0)
    go(quiet, "theory", 1)
    expect(slider).to_have_value(moved)
