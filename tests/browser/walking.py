"""Walks a guided tour as a visitor does: goes to its pages, does what each stop waits for, answers its questions, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Locator, Page, expect

from ganboard.i18n import translations
from ganboard.tours import PLACES, Stop, Tour
from tests.waiting import until

PATIENCE = 120_000
"""Milliseconds that a training may take to come as far as a stop waits for."""
PLACE = """async ({ css, label }) => {
  const { find } = await import(new URL("ganboard/code/tours/places.js", location.href));
  return find({ css, label });
}"""
SEEN = """(place) => {
  const box = place.getBoundingClientRect();
  const trees = [...document.querySelectorAll("*")].map((each) => each.shadowRoot).filter(Boolean);
  const find = (selector) => trees.map((tree) => tree.querySelector(selector)).find(Boolean);
  const ring = find(".ring").getBoundingClientRect(), tour = find(".panel").getBoundingClientRect();
  const top = document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect().bottom ?? 0;
  const covered = box.left < tour.right && box.right > tour.left && box.top < tour.bottom - 1 && box.bottom > tour.top + 1;
  const within = box.top >= top - 1 && box.bottom <= innerHeight + 1;
  const tall = box.height > (tour.width > innerWidth / 2 ? tour.top : innerHeight) - top - 14;
  const around = ring.width > 0 && ring.left < box.left && ring.right > box.right;
  const wrong = [];
  if (!around) wrong.push("no ring around it");
  if (!tall && covered) wrong.push("under the panel");
  if (!tall && !within) wrong.push("out of sight");
  if (box.left < 0 || box.right > innerWidth) wrong.push("beyond the window");
  return wrong.join(", ");
}"""
OPEN = """(place) => place.ariaExpanded === "true" || (place.matches("summary") && place.parentElement.open)"""
MOVES = """(place) => place.matches("input[type=range]") ? "slider" : place.matches("canvas") ? "pad"
  : place.matches("input, textarea") ? "field" : "buttons";"""


class Walk:
    """A walk along a tour.

    Args:
        page: Where the first stop is open, or the page “Tours”.
        tour: Which.
        language: The one that is spoken.
        seen: Called at every stop before anything is done there, and once more when it is done.
    """

    def __init__(
        self, page: Page, tour: Tour, language: str = "en", seen: Callable[[str], None] = lambda name: None
    ) -> None:
        self.page, self.tour, self.seen = page, tour, seen
        self._ = translations(language).gettext
        self.panel: Locator = page.get_by_role("region", name=f"{self._('Guided tour')}: {tour.title}")

    def to_its_end(self) -> None:
        """Walk from the first stop to the last."""
        for number, stop in enumerate(self.tour.stops, 1):
            self.stop(number, stop)
        expect(self.panel.get_by_role("heading", name=self._("You did it!"))).to_be_visible()

    def stop(self, number: int, stop: Stop) -> None:
        """Do what one stop wants, and go on."""
        expect(self.panel.get_by_role("heading", name=stop.heading, exact=True)).to_be_visible()
        go = self.panel.locator("button.go").first
        if go.is_visible():
            go.click()
        expect(go).to_be_hidden()
        if stop.look and not (stop.wait and stop.wait.kind in ("appear", "click")):
            self.in_sight(stop, number)
        self.seen(f"{number}")
        if stop.wait:
            self.do(stop, number)
            expect(self.panel.get_by_text(self._("Well done."))).to_be_visible(timeout=PATIENCE)
            while self.page.locator("dialog[open]").count():  # slow motion lies over the page
                self.page.keyboard.press("Escape")
        if stop.look and stop.wait and stop.wait.kind == "appear":
            self.in_sight(stop, number)
        if stop.question:
            self.answer(stop)
        self.seen(f"{number}-done")
        last = number == len(self.tour.stops)
        self.panel.get_by_role("button", name=self._("Finish" if last else "Next"), exact=True).click()

    def place(self, stop: Stop) -> ElementHandle | None:
        """What the stop shows, if it is there."""
        place = PLACES[str(stop.look)]
        told: dict[str, Any] = {"css": place.css, "label": self._(place.label) if place.by_label else ""}
        return self.page.evaluate_handle(PLACE, told).as_element()

    def in_sight(self, stop: Stop, number: int) -> None:
        """The ring lies around what is shown, and nothing hides it."""
        wrong = "it is not there"

        def fine() -> bool:
            nonlocal wrong
            place = self.place(stop)
            wrong = place.evaluate(SEEN) if place else "it is not there"
            return not wrong

        try:
            until(fine, "", 30)
        except AssertionError:
            raise AssertionError(f"{self.tour.id}, stop {number}, {stop.look}: {wrong}") from None

    def do(self, stop: Stop, number: int) -> None:
        """What the stop waits for."""
        assert stop.wait
        if stop.wait.kind == "step" and stop.look == "train.start" and (place := self.place(stop)):
            place.click()
        if stop.wait.kind not in ("click", "change"):
            return
        until(lambda: (place := self.place(stop)) and place.is_enabled(), f"{stop.look} can be used", PATIENCE / 1000)
        self.in_sight(stop, number)
        place = self.place(stop)
        assert place
        place.wait_for_element_state("stable")
        if stop.wait.kind == "click" and place.evaluate(OPEN):
            return  # what is open already counts as done, and a click would shut it
        if stop.wait.kind == "click":
            place.evaluate_handle(
                "(place) => place.matches('button') ? place : place.querySelector('summary, button') ?? place"
            ).as_element().click()
        else:
            self.change(place)

    def change(self, place: ElementHandle) -> None:
        """Move, draw, or choose."""
        kind = place.evaluate(MOVES)
        if kind == "slider":
            place.focus()
            for key in ("ArrowLeft", "ArrowRight", "ArrowRight"):
                place.press(key)
        elif kind == "pad":
            box = place.bounding_box()
            assert box
            at = [
                (box["x"] + box["width"] * part, box["y"] + box["height"] * down)
                for part, down in ((0.3, 0.4), (0.7, 0.6))
            ]
            self.page.mouse.move(*at[0])
            self.page.mouse.down()
            self.page.mouse.move(*at[1], steps=5)
            self.page.mouse.up()
        elif kind == "field":
            place.press("End")
            place.press("x")
        else:
            button = place.query_selector("button:not([aria-pressed=true])")
            assert button
            button.click()

    def answer(self, stop: Stop) -> None:
        """A wrong answer first, which may be tried again; then the right one."""
        assert stop.question
        for right, said in ((False, self._("Not quite. Try another answer.")), (True, self._("Right!"))):
            text = next(each.text for each in stop.question.answers if each.right == right)
            self.panel.get_by_role("button", name=text, exact=True).click()
            expect(self.panel.get_by_text(said)).to_be_visible()
