"""Every page in the states in which it cannot do what it is there for: empty, not begun, broken down, damaged, gone.

Each is compared with an approved picture as in ``test_every_page.py``, once: in turn English, light and wide, and Chinese, dark and
on a phone. Nothing is trained: folders are copied, and spoilt.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ganboard.errors import TrainingDiverged
from ganboard.i18n import message
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.storage import FULL
from tests.browser.conftest import ROOT, App
from tests.browser.still import MOVED, STILL, moved
from tests.browser.test_every_page import APPROVED, CHINESE, DARK, SIZES, STANDS, Face, compared
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.browser]
DISK = message(FULL, path="/home/anna/ganboard/runs/000000031.npz", problem="full", free="0.3")
REFUSED = ".getting-ready.refused .why"
Make = Callable[[Path, Run], None]


def copied(root: Path, run: Run, name: str, **status: Any) -> Run:
    """A run with two checkpoints that says something else of itself."""
    made = Run(shutil.copytree(run.path, root / name))
    made.update(created=1.7e9, **status)
    return made


def begun(root: Path, name: str, called: str) -> None:
    """A run that broke down before it had a checkpoint."""
    Run.create(root / name, preset(called).config(), called).update(state="failed", created=1.7e9, error=DISK)


def diverged(root: Path, run: Run) -> None:
    """A run that broke down after its last checkpoint."""
    copied(root, run, "broken", state="failed", error=TrainingDiverged(31).message)


def spoilt(root: Path, run: Run) -> None:
    """A run whose checkpoints cannot be read."""
    made = copied(root, run, "spoilt", state="stopped")
    for step in made.steps():
        (made.path / "checkpoints" / f"{step:09d}.npz").write_bytes(b"PK")


def race(root: Path, run: Run) -> None:
    """Two that raced: one came in, the other one broke down."""
    entry = {"runs": ["race-a", "race-b"], "names": ["A", "B"], "by": "step", "title": "", "start": None}
    copied(root, run, "race-a", state="finished", race=entry)
    copied(root, run, "race-b", state="failed", error=TrainingDiverged(31).message, race=entry)


def nothing(_root: Path, _run: Run) -> None:
    """As it is."""


STATES: list[tuple[Face, Make]] = [
    (Face("empty-runs", "runs", ".gb-instead"), nothing),
    (Face("empty-evaluate", "evaluate", ".gb-instead", (".plots",)), nothing),
    (Face("broken-train", "train?run=broken", ".headline .error"), diverged),
    (Face("early-train", "train?run=early", REFUSED), lambda root, _run: begun(root, "early", "quick")),
    (Face("gone-train", "train?run=gone", ".gb-instead"), nothing),
    (Face("broken-start", "?world=digits&run=early", ".during .problem"), nothing),
    (Face("spoilt-explore", "explore?run=spoilt", REFUSED), spoilt),
    (Face("spoilt-quiz", "quiz?run=spoilt", REFUSED), nothing),
    (Face("early-say", "say?run=words", REFUSED), lambda root, _run: begun(root, "words", "words")),
    (Face("broken-race", "train?race=race-a", ".race .problem"), race),
]


RACE = 0.25
"""How much of a race's page moves: how high its entrants are is known when they come."""


@pytest.mark.trial
def test_what_cannot_be_shown_looks_as_approved_and_stands_still(
    page: Page, app: App, of_two: Run, pytestconfig: pytest.Config
) -> None:
    approve, folder = pytestconfig.getoption("approve"), ROOT / "test-results" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    APPROVED.mkdir(exist_ok=True)
    app.empty()
    app.runs.mkdir(exist_ok=True)
    page.add_init_script(MOVED)
    said: list[str | None] = []
    for number, (face, make) in enumerate(STATES):
        language, size, scheme = (("en", "wide", "light"), ("zh", "phone", "dark"))[number % 2]
        make(app.runs, of_two)
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{app.url}/{face.address}{'&' if '?' in face.address else '?'}lang={language}")
        page.locator(face.ready).filter(visible=True).first.wait_for(timeout=60_000)
        if language == "zh" and not page.evaluate(CHINESE):
            continue
        until(lambda scheme=scheme: page.evaluate(DARK) == (scheme == "dark"), f"the {scheme} theme")
        until(lambda: page.evaluate(STANDS), "nothing is missing any more")
        page.mouse.move(0, 0)
        said.append(compared(page, face, f"state-{face.id}-{language}-{size}-{scheme}", SIZES[size], approve, folder))
        said += [f"{face.id}: {each}" for each in moved(page, RACE if face.id == "broken-race" else STILL)]
    assert [each for each in said if each] == []
