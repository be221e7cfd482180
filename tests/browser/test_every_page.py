"""Every page in both languages, themes and sizes: as it was approved, WCAG 2.2 AA by axe-core, what is selected can be read, and
every picture becomes large.

What is seen is compared with the pictures in ``approved/``, block by block. A page that was changed on purpose is approved by
``make pictures``, which makes them anew: look at them then, they are part of the change.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from ganboard.runs import Run
from tests.browser.access import DARK, broken, small
from tests.browser.conftest import ROOT, App
from tests.browser.contrast import too_pale
from tests.browser.likeness import MOST, difference
from tests.browser.navigation import MENUS, open_menu
from tests.browser.pictures import not_enlargeable
from tests.browser.still import MOVED, moved
from tests.trials import again
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.browser]
APPROVED = Path(__file__).parent / "approved"
SIZES = {"wide": (1280, 720), "phone": (390, 844)}
SCHEMES = ("light", "dark")
STANDS = """() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  return document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning"
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && all(document).every((node) => node.tagName !== "IMG" || node.complete);
}"""

CHINESE = """() => {
  const drawn = (letter) => {
    const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
    context.font = `32px ${getComputedStyle(document.querySelector(".stApp")).fontFamily}`;
    context.fillText(letter, 10, 60);
    return canvas.toDataURL();
  };
  return drawn("数") !== drawn("字");
}"""
"""Whether the machine has Chinese letters, and not one box for all of them."""


@dataclass(frozen=True)
class Face:
    """A page in one of its states.

    Attributes:
        id: What its pictures are called.
        address: Below the dashboard's own; ``{run}`` is a run with two checkpoints.
        ready: A selector of what comes last.
        changing: Selectors of what looks otherwise each time, and is covered.
    """

    id: str
    address: str
    ready: str
    changing: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The page's name."""
        return self.address.partition("?")[0]


FACES = [
    Face("start", "", ".start canvas.wall"),
    Face("train", "train", "[data-testid=stBaseButton-primary]"),
    Face("run", "train?run={run}", ".stage img.samples"),
    Face("explore", "explore?run=shipped", "canvas.large[data-settled]"),
    Face("evaluate", "evaluate?run={run}", ".measure button"),
    Face("theory", "theory?chapter=game", ".st-key-theory_game svg"),
    Face("runs", "runs", ".stMain img"),
    Face("say", "say", ".chip .seen:visible", (".pictures",)),
    Face("draw", "draw", ".answers canvas", (".answers", "canvas.picture", ".paper canvas")),
    Face("swap", "swap?seed=5", ".stays[data-parts='6']"),
    Face("move", "move?seed=5&manner=3", ".clips canvas[width='32']"),
    Face("quiz", "quiz", ".quiz .cards.seen .card:enabled", (".quiz canvas",)),
    Face("museum", "museum", ".hall img"),
    Face("tours", "tours", ".tours button"),
]


EVERY_TIME = ("start", "train", "explore")
"""Pages that are looked at with every change; the others are trials."""


def compared(page: Page, face: Face, name: str, size: tuple[int, int], approve: bool, folder: Path) -> str | None:
    """What is to be said of a page that is not as it was approved; None where it is."""
    shot, known = folder / f"{name}.png", APPROVED / f"{name}.webp"
    covered = [page.locator(each) for each in face.changing]
    last: list[bytes] = []

    def take() -> Image.Image:
        last.append(page.screenshot(path=shot, mask=covered, mask_color="#888888", animations="disabled", caret="hide"))
        return Image.open(shot)

    if approve:
        until(lambda: take() and len(last) > 1 and last[-1] == last[-2], f"{name} stands still")
        half = Image.open(shot).convert("RGB").resize((size[0] // 2, size[1] // 2), Image.Resampling.LANCZOS)
        half.save(known, quality=70, method=6)
        return None
    if not known.is_file():
        take()
        return (
            f"{name}: nobody approved a picture of it yet. Look at {shot.relative_to(ROOT)}, then run `make pictures`."
        )
    with Image.open(known) as approved:
        apart = [difference(take(), approved, size)]
        try:
            until(lambda: apart[-1] <= MOST or apart.append(difference(take(), approved, size)), name, seconds=8)
        except AssertionError:
            return (
                f"{name}: {apart[-1]:.1%} of its blocks are not as in {known.relative_to(ROOT)}, at most {MOST:.0%} may. Look "
                f"at {shot.relative_to(ROOT)}; if it shall look so, run `make pictures`."
            )
    shot.unlink()
    return None


@pytest.mark.parametrize("language", ["en", again("zh")])
@pytest.mark.parametrize(
    "face", [face if face.id in EVERY_TIME else again(face) for face in FACES], ids=[face.id for face in FACES]
)
def test_it_looks_as_approved_and_can_be_used_by_all(
    face: Face, language: str, page: Page, app: App, trained: Run, pytestconfig: pytest.Config
) -> None:
    approve, folder = pytestconfig.getoption("approve"), ROOT / "test-results" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    APPROVED.mkdir(exist_ok=True)
    said: list[str | None] = []
    page.add_init_script(MOVED)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    address = face.address.format(run=trained.id)
    for size in ("phone", "wide") if language == "en" else ("wide",):  # English is longer: it moves more on a phone
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        page.goto(f"{app.url}/{address}{'&' if '?' in address else '?'}lang={language}")
        page.locator(face.ready).first.wait_for(timeout=60_000)
        said += [f"{face.id}, {size}: {each}" for each in moved(page)]
    written = language != "zh" or page.evaluate(CHINESE)
    if not written:
        warnings.warn("No Chinese letters on this machine: the Chinese pictures were not compared.", stacklevel=1)
    for size in SIZES if written else ():
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            until(lambda scheme=scheme: page.evaluate(DARK) == (scheme == "dark"), f"the {scheme} theme")
            until(lambda: page.evaluate(STANDS), "nothing is missing any more")
            page.mouse.move(0, 0)
            page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
            said.append(compared(page, face, f"{face.id}-{language}-{size}-{scheme}", SIZES[size], approve, folder))
            if language == "en" and size == "phone" and scheme == "light":
                said += small(page)
            if language == "en" and size == "wide":
                said += broken(page)
                if face.name in MENUS:  # its link is in a menu
                    open_menu(page, MENUS[face.name])
                until(
                    lambda: page.locator("[aria-current]").filter(visible=True).count(),
                    "the page in the navigation",
                )
                said += [f"{scheme}: {each}" for each in too_pale(page)]
                page.keyboard.press("Escape")
                if scheme == "light" and face.id not in ("tours", "quiz"):  # which show none yet
                    said += not_enlargeable(page)
    assert [each for each in said if each] == []
