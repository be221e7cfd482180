"""The Theory page under the hand: until it stands, and from a control that is moved to the screen that answers.

``python benchmarks/theory.py [--openings 7] [--moves 60]``. Needs Chromium. Times are taken in the page: an opening ends when the
chapter's formulas and the first scene of its demonstrations are painted; an answer, with the first frame after the scene changed
in which nothing is left to draw. A slider is moved as a mouse moves it, an event a time, and rests in between.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ganboard.theory import DEMOS, controls  # noqa: E402
from ganboard.theory.chapters import Place, chapters  # noqa: E402
from tests.browser.conftest import FLAGS, App, chromium  # noqa: E402

OPEN_SECONDS, MEDIAN_MS, P95_MS = 1.5, 120, 250
"""What is demanded."""
STANDS = """(demos) => new Promise((settle) => {
  const look = () => {
    const roots = [...document.querySelectorAll('.st-key-chapter *')].map((each) => each.shadowRoot).filter(Boolean);
    const drawn = roots.filter((root) => root.querySelector('.demo .field path'));
    const whole = document.querySelector('.st-key-neighbours button') && document.querySelector('.katex') && drawn.length >= demos;
    if (whole) requestAnimationFrame(() => setTimeout(() => settle(performance.now())));
    else requestAnimationFrame(look);
  };
  look();
})"""
MOVE = """async ([name, id, part]) => {
  const root = document.querySelector(`.st-key-demo_${name} [data-testid=stBidiComponentIsolated]`).shadowRoot;
  const demo = root.querySelector('.demo'), slider = root.querySelectorAll('.slider input')[id];
  const { min, max } = slider, before = demo.dataset.scenes;
  const begun = performance.now();
  slider.value = Number(min) + part * (max - min);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((settle) => {
    const observer = new MutationObserver(() => {
      if (demo.dataset.scenes === before) return;
      observer.disconnect();
      // A message that is sent in a frame is read after everything that this frame draws.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => settle(performance.now() - begun);
        port2.postMessage(0);
      });
    });
    observer.observe(demo, { attributes: true, attributeFilter: ['data-scenes'] });
  });
}"""


def verdict(value: float, limit: float) -> str:
    """Whether a demand is met."""
    return f"{'met' if value <= limit else 'MISSED'} (at most {limit:g})"


def opened(browser: Browser, app: App, chapter: str, demos: int) -> tuple[Page, float]:
    """A new visitor's page, and the seconds from the address to a chapter that stands."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-US").new_page()
    page.goto(f"{app.url}/theory?chapter={chapter}", wait_until="commit")
    return page, page.evaluate(STANDS, demos) / 1000


def warmed(browser: Browser, app: App) -> None:
    """Wait until the engine, which the first visitor's page starts in the background, has loaded TensorFlow."""
    page = browser.new_page()
    page.goto(f"{app.url}/explore?run=shipped")
    page.locator("canvas.large[data-settled]").wait_for(timeout=120_000)
    page.close()


def answers(page: Page, name: str, moves: int) -> list[float]:
    """Milliseconds from a move to the frame that shows it, of all sliders of a demonstration in turn."""
    sliders = sum(control["kind"] == "slider" for control in controls(DEMOS.get(name)))
    page.locator(f".st-key-demo_{name}").scroll_into_view_if_needed()
    page.evaluate(MOVE, [name, 0, 0.5])  # opens the line
    chance = np.random.default_rng(0)
    return [page.evaluate(MOVE, [name, move % sliders, float(chance.random())]) for move in range(moves)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openings", type=int, default=7)
    parser.add_argument("--moves", type=int, default=60, help="of the sliders of each demonstration")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    app = App(folder / "runs", folder / "server.log")
    all_of_them: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            warmed(browser, app)
            for chapter in chapters():
                demos = [piece.name for piece in chapter.pieces if isinstance(piece, Place) and piece.kind == "demo"]
                opened(browser, app, chapter.id, len(demos))[0].context.close()  # warms the server
                times = []
                for _ in range(options.openings):
                    page, took = opened(browser, app, chapter.id, len(demos))
                    times.append(took)
                    page.context.close()
                median = statistics.median(times)
                print(f"{chapter.id}: stands {median:.2f} s after opening {verdict(median, OPEN_SECONDS)}", flush=True)
                if not demos:
                    continue
                page, _ = opened(browser, app, chapter.id, len(demos))
                for name in demos:
                    took = answers(page, name, options.moves)
                    all_of_them += took
                    print(
                        f"  {name}: answers after {statistics.median(took):.0f} ms, p95 {np.percentile(took, 95):.0f} ms"
                    )
                page.context.close()
        finally:
            app.close()
            browser.close()
    median, p95 = statistics.median(all_of_them), float(np.percentile(all_of_them, 95))
    print(f"all: median {median:.0f} ms {verdict(median, MEDIAN_MS)}, p95 {p95:.0f} ms {verdict(p95, P95_MS)}")


if __name__ == "__main__":
    main()
