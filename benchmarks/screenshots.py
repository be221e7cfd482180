"""The pictures in the README: ``make screenshots``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, App, chromium  # noqa: E402
from tests.browser.test_train import step  # noqa: E402
from tests.waiting import until  # noqa: E402

STEPS = 2_000


def main() -> None:
    """Train for a while, then take the pictures."""
    folder = Path(tempfile.mkdtemp())
    app = App(folder / "runs", folder / "server.log")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{app.url}/train")
        page.get_by_role("button", name="Start training").click()
        page.locator("img.samples").wait_for()
        until(lambda: step(page) > STEPS, "enough is learned", 300)
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("button", name="Resume").wait_for()
        page.mouse.move(0, 0)
        (ROOT / "docs").mkdir(exist_ok=True)
        page.screenshot(path=ROOT / "docs" / "train.png")
        page.goto(f"{app.url}/explore?run=shipped")
        page.locator("canvas.large[data-settled]").wait_for()
        page.locator(".mixer[data-strips]").wait_for()
        page.screenshot(path=ROOT / "docs" / "explore.png")
        page.goto(f"{app.url}/theory?chapter=best-discriminator")
        slider = page.get_by_role("slider", name="Distance")
        slider.wait_for()
        slider.evaluate("node => node.closest('section, .demo').scrollIntoView()")
        page.screenshot(path=ROOT / "docs" / "theory.png")
        browser.close()
    app.close()


if __name__ == "__main__":
    main()
