"""A hand at the mouse: it takes hold of a thing where the thing is, although the page around it may still move."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator

WATCH = """(thing) => {
    delete thing.dataset.grasped;
    thing.addEventListener("pointerdown", () => (thing.dataset.grasped = ""), { once: true, capture: true });
}"""


def box_of(thing: Locator) -> FloatRect:
    """Where a thing is, in sight, once it stands still."""
    thing.scroll_into_view_if_needed()
    thing.element_handle().wait_for_element_state("stable")
    box = thing.bounding_box()
    assert box, f"expected {thing} on the screen, but it has no box"
    return box


class Grasp:
    """The mouse is pressed on a thing, and moves over it until it lets go.

    Args:
        thing: What is taken hold of.
        x: Where, as a part of its width.
        y: Where, as a part of its height.

    Raises:
        AssertionError: the press did not reach it.
    """

    def __init__(self, thing: Locator, x: float = 0.5, y: float = 0.5) -> None:
        self.mouse, before = thing.page.mouse, box_of(thing)
        thing.evaluate(WATCH)
        thing.hover(position={"x": before["width"] * x, "y": before["height"] * y})  # waits until it stands still
        self.mouse.down()
        assert thing.get_attribute("data-grasped") is not None, f"the mouse was pressed beside {thing}: it moved away"
        self.box = box_of(thing)
        self.x, self.y = self.box["x"] + before["width"] * x, self.box["y"] + before["height"] * y

    def to(self, x: float = 0.5, y: float = 0.5, steps: int = 1) -> None:
        """Move to a place in the box of the thing, as parts of its width and height."""
        self.mouse.move(self.box["x"] + self.box["width"] * x, self.box["y"] + self.box["height"] * y, steps=steps)

    def by(self, right: float, down: float, steps: int = 8) -> None:
        """Move on from where it was taken hold of, in CSS pixels."""
        self.mouse.move(self.x + right, self.y + down, steps=steps)

    def let_go(self) -> None:
        """Release the mouse."""
        self.mouse.up()


def draw(pad: Locator, *places: tuple[float, float], steps: int = 6) -> None:
    """One stroke through places of a pad, as parts of its width and height."""
    (x, y), *others = places
    hand = Grasp(pad, x, y)
    for x, y in others:
        hand.to(x, y, steps)
    hand.let_go()
