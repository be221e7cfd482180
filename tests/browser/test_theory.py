"""The Theory page in a real browser: every chapter in both languages, what is moved, what is played, links that stay within."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ganboard.theory.chapters import Chapter, Place, chapters
from tests.browser.conftest import App, speak
from tests.browser.hand import Grasp, box_of
from tests.waiting import until

pytestmark = pytest.mark.browser
LOCALES = {"en": "en-US", "zh": "zh-CN"}
CONTRASTS = """() => {
  const light = (text) => {
    const parts = text.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = light(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
  return [...document.querySelectorAll('.katex-html [style*="color"]')].map((each) => {
    const ink = light(getComputedStyle(each).color);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  });
}"""

GROUND = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"


def open_chapter(page: Page, app: App, chapter: str) -> None:
    """By its link, where another chapter is open."""
    if page.url.startswith(f"{app.url}/theory"):
        number, title = next((n, each.title) for n, each in enumerate(chapters()) if each.id == chapter)
        page.locator(".gb-chapters a").nth(number).click()
        expect(page.locator("h1")).to_have_text(title)
    else:
        page.goto(f"{app.url}/theory?chapter={chapter}")
    page.locator(".st-key-neighbours button").first.wait_for()


def demo(page: Page, name: str) -> Locator:
    """A demonstration, with its first scene."""
    found = page.locator(f".st-key-demo_{name} .demo")
    found.locator("figure svg[aria-label] path").first.wait_for(state="attached")
    found.scroll_into_view_if_needed()
    return found


def curves(demo: Locator) -> list[str]:
    return demo.locator(".field path.line").evaluate_all("(paths) => paths.map((path) => path.getAttribute('d'))")


def alts(demo: Locator) -> list[str]:
    return demo.locator("figure svg[role=img]").evaluate_all(
        "(all) => all.map((each) => each.getAttribute('aria-label'))"
    )


def numbers(demo: Locator) -> dict[str, str]:
    return dict(
        demo.locator(".numbers > div").evaluate_all(
            "(all) => all.map((each) => [each.dataset.name, each.children[1].textContent])"
        )
    )


def look(demo: Locator) -> tuple[Any, ...]:
    """All that a scene shows."""
    return curves(demo), alts(demo), numbers(demo), demo.locator(".sentence").inner_text()


def places(chapter: Chapter, kind: str) -> list[str]:
    return [piece.name for piece in chapter.pieces if isinstance(piece, Place) and piece.kind == kind]


def test_moving_distance_changes_curve_number_and_text(staying: Page, app: App) -> None:
    open_chapter(staying, app, "best-discriminator")
    shown = demo(staying, "best_discriminator")
    before = look(shown)
    slider = shown.get_by_role("slider", name="Distance", exact=True)
    box = box_of(slider)
    slider.click(position={"x": box["width"] * 0.8, "y": box["height"] / 2})
    until(lambda: all(now != then for now, then in zip(look(shown), before, strict=True)), "all of the scene follows")
    away = float(numbers(shown)["value"].replace("−", "-"))
    slider.press("Home")
    until(lambda: numbers(shown)["value"] == "−1.386", "at distance 0 V is −log 4")
    assert away > -1.386
    shown.get_by_role("button", name="Reset").click()
    until(lambda: look(shown) == before, "all is as it was")


def test_the_keyboard_moves_a_slider_and_its_value_is_told(staying: Page, app: App) -> None:
    open_chapter(staying, app, "best-discriminator")
    shown = demo(staying, "best_discriminator")
    before = curves(shown)
    slider = shown.get_by_role("slider", name="Distance", exact=True)
    value = slider.get_attribute("aria-valuetext")
    slider.focus()
    slider.press("ArrowRight")
    until(lambda: curves(shown) != before, "the curve follows")
    assert slider.get_attribute("aria-valuetext") != value
    until(
        lambda: shown.get_by_role("status").inner_text() == shown.locator(".sentence").inner_text(), "it is read aloud"
    )


def test_another_language_keeps_what_was_moved(staying: Page, app: App) -> None:
    open_chapter(staying, app, "best-discriminator")
    shown = demo(staying, "best_discriminator")
    before = numbers(shown)
    shown.get_by_role("slider", name="Distance", exact=True).press("End")
    until(lambda: numbers(shown) != before, "the numbers follow")
    moved, said = numbers(shown), shown.locator(".sentence").inner_text()
    staying.get_by_role("radio", name="中文").click()
    expect(staying.locator("h1")).to_have_text(
        next(each.title for each in chapters("zh") if each.id == "best-discriminator")
    )
    until(lambda: shown.locator(".sentence").inner_text() != said, "the sentence is Chinese")
    until(lambda: numbers(shown) == moved, "the numbers are those of what was moved")
    staying.get_by_role("radio", name="English").click()
    until(lambda: shown.locator(".sentence").inner_text() == said, "the sentence is English again")


@pytest.mark.trial
def test_growing_lines_are_played_stepped_and_sought(staying: Page, app: App) -> None:
    open_chapter(staying, app, "dynamics")
    shown = demo(staying, "two_players")
    whole = curves(shown)
    moment = shown.get_by_role("slider", name="Moment")
    last = int(moment.get_attribute("max") or 0)
    assert moment.input_value() == str(last), "at first all of it is to be seen"
    moment.press("Home")
    assert curves(shown)[0] != whole[0]
    shown.get_by_role("button", name="Step").click()
    assert moment.input_value() == "1"
    assert curves(shown)[0].count("L") == 1
    shown.get_by_role("button", name=re.compile("Play$")).click()
    until(lambda: 1 < int(moment.input_value()) < last, "it is under way")
    shown.get_by_role("button", name="Pause").click()
    stood = moment.input_value()
    expect(shown.get_by_role("button", name=re.compile("Play$"))).to_be_visible()
    assert 1 < int(stood) < last
    shown.get_by_role("button", name=re.compile("Play$")).click()
    until(lambda: curves(shown) == whole, "it comes to its end")
    expect(shown.get_by_role("button", name=re.compile("Play$"))).to_be_visible()


def test_a_cloud_is_dragged_with_mouse_and_arrow_keys(staying: Page, app: App) -> None:
    open_chapter(staying, app, "quality")
    shown = demo(staying, "two_clouds")
    before = look(shown)
    handle = shown.get_by_role("button", name="or use the arrow keys")
    hand = Grasp(handle)
    hand.by(40, -30)
    hand.let_go()
    until(lambda: numbers(shown) != before[2] and alts(shown) != before[1], "the numbers follow")
    settled = until(
        lambda: abs((handle.bounding_box() or hand.box)["x"] - hand.box["x"] - 40) < 6,
        "the handle stands at the pointer",
    )
    assert settled
    dragged = numbers(shown)
    handle.press("Shift+ArrowLeft")
    until(lambda: numbers(shown) != dragged, "the keys move it too")
    shown.get_by_role("button", name="Reset").click()
    until(lambda: look(shown) == before, "all is as it was")


def test_coloured_formulas_can_be_read_on_both_grounds(staying: Page, app: App) -> None:
    open_chapter(staying, app, "objective")
    staying.locator(".katex").first.wait_for()
    grounds: set[str] = set()
    for scheme in ("dark", "light"):
        staying.emulate_media(color_scheme=scheme)
        until(lambda: staying.evaluate(GROUND) not in grounds, f"the {scheme} theme")
        grounds.add(staying.evaluate(GROUND))
        contrasts = staying.evaluate(CONTRASTS)
        assert len(contrasts) > 20
        assert min(contrasts) >= 4.5


@pytest.mark.trial
def test_links_stay_within_the_dashboard(staying: Page, app: App) -> None:
    open_chapter(staying, app, "objective")
    staying.evaluate("window.same = true")
    staying.wait_for_function(
        "performance.getEntriesByName(new URL('/ganboard/code/theory/links.js', location).href).length"
    )
    title = next(chapter.title for chapter in chapters() if chapter.id == "best-discriminator")
    staying.locator(".stMain").evaluate("(main) => main.scrollTo(0, 1200)")
    staying.locator(".st-key-chapter").get_by_role("link", name="next chapter").first.click()
    expect(staying.locator("h1")).to_have_text(title)
    staying.wait_for_url("**chapter=best-discriminator**")
    until(lambda: staying.locator(".stMain").evaluate("(main) => main.scrollTop") == 0, "a chapter begins at its top")
    expect(staying.locator(".gb-chapters [aria-current=page]")).to_contain_text(title)
    staying.go_back()
    expect(staying.locator("h1")).to_have_text(chapters()[1].title)
    staying.locator(".st-key-chapter").get_by_role("link", name="Train", exact=True).first.click()
    expect(staying.get_by_role("button", name="Start training")).to_be_visible()
    assert staying.evaluate("window.same")
    assert staying.context.pages[-1] == staying


def test_buttons_at_the_end_lead_on(staying: Page, app: App) -> None:
    open_chapter(staying, app, "game")
    staying.get_by_role("button", name="Next chapter").click()
    expect(staying.locator("h1")).to_have_text(chapters()[1].title)
    staying.wait_for_url("**chapter=objective**")
    staying.get_by_role("button", name="Previous chapter").click()
    expect(staying.locator("h1")).to_have_text(chapters()[0].title)


@pytest.mark.trial
def test_who_asked_for_less_motion_sees_still_pictures(quiet: Page, app: App) -> None:
    quiet.emulate_media(reduced_motion="reduce")
    open_chapter(quiet, app, "dynamics")
    shown = demo(quiet, "two_players")
    shown.locator(".field path.line").first.evaluate(
        """(path) => {
          window.pictures = new Set();
          new MutationObserver(() => window.pictures.add(path.getAttribute("d"))).observe(path, { attributes: true });
        }"""
    )
    moment = shown.get_by_role("slider", name="Moment")
    shown.get_by_role("button", name=re.compile("Play$")).click()
    until(lambda: moment.input_value() == "0", "it begins anew")
    until(lambda: moment.input_value() == moment.get_attribute("max"), "it comes to its end")
    assert 3 < quiet.evaluate("window.pictures.size") < 25


@pytest.mark.trial
@pytest.mark.parametrize("language", LOCALES)
def test_every_chapter_is_whole_and_fits_a_phone(phone: Page, app: App, language: str) -> None:
    page = phone
    speak(page, LOCALES[language])
    open_chapter(page, app, chapters(language)[0].id)
    for chapter in chapters(language):
        expect(page.locator("h1")).to_have_text(chapter.title)
        page.locator("[data-test-script-state=notRunning]").wait_for()
        for name in places(chapter, "demo"):
            expect(demo(page, name).locator("figure path").first).to_be_attached()
        page.locator(".katex").first.wait_for()
        assert page.locator(".katex-error").count() == 0, chapter.id
        assert page.locator(".katex").count() == page.locator(".katex-mathml math").count(), (
            "formulas can be read aloud"
        )
        assert page.locator("[data-testid=stException]").count() == 0, chapter.id
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), chapter.id
        wide = "() => document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
        assert page.evaluate(wide) <= 0, chapter.id
        assert "\\real" not in page.locator(".st-key-chapter").inner_text()
        if chapter is not chapters(language)[-1]:
            page.locator(".st-key-neighbours button").last.click()


def test_a_server_that_was_away_is_asked_again(quiet: Page, app: App) -> None:
    lines: list[Any] = []

    def first_one_breaks(line: Any) -> None:
        lines.append(line)
        if len(lines) == 1:
            line.on_message(lambda _: line.close())
        else:
            line.connect_to_server()

    quiet.route_web_socket("**/ganboard/theory?*", first_one_breaks)
    open_chapter(quiet, app, "best-discriminator")
    shown = demo(quiet, "best_discriminator")
    before = numbers(shown)
    shown.get_by_role("slider", name="Distance", exact=True).press("End")
    expect(shown.get_by_role("alert")).to_have_text("The server does not answer. Trying again.")
    until(lambda: numbers(shown) != before, "the scene comes after all")
    expect(shown.get_by_role("alert")).to_be_hidden()
