"""The Explore page under the hand: frames while a slider is dragged, and what dragging costs a training.

``python benchmarks/explore.py [--pairs 3] [--seconds 10] [--releases 20]``. Needs Chromium. For the digits that ship inside and for
a small generator of 64×64 colour pictures, which is trained first; at rest and while a Quick training runs in the same engine.
Times are taken in the page; Playwright moves the mouse, as often as two cores let it. That takes cores too, which no hand does:
so what dragging costs a training is measured with this mouse and with one that the browser moves itself, and both are printed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.app import newest_row, press_start  # noqa: E402
from tests.browser.conftest import FLAGS, App, chromium  # noqa: E402
from tests.waiting import until  # noqa: E402

COLOUR = "20260101-000000-colour-0001"
"""The run of 64×64 pictures."""
USABLE_SECONDS, FRAMES_A_SECOND, FIRST_FRAME_MS = 2.5, 50, 50
RENEWED_MS = {"at rest": 300, "while training": 600}
LOST = 0.10
"""What is demanded; the last is the part of a training's speed that dragging may cost."""
PACE_SECONDS = 0.008
"""Between two moves of the mouse."""
SWEEP_SECONDS = 1.6
"""One way of the slider, end to end."""
SCREEN = 60
"""Frames a second."""
OWN_MOUSE = ["--enable-gpu-benchmarking"]
"""Chromium's flag for a mouse that it moves itself."""
SWEEPS = """([left, width, y, frames, sweep]) => new Promise((done) => {
  const at = (part) => ({ name: 'pointerMove', x: left + part * width, y });
  const moves = Array.from({ length: frames }, (_, frame) => (frame / sweep) % 2).map((part) => at(part < 1 ? part : 2 - part));
  const actions = [at(0), { name: 'pointerDown', x: left, y }, ...moves, { name: 'pointerUp' }];
  chrome.gpuBenchmarking.pointerActionSequence([{ source: 'mouse', actions }], done);
})"""
WATCH = """async (base) => {
  const { desk } = await import(`${base}/ganboard/code/explore/core.js`);
  const roots = [...document.querySelectorAll('*')].map((each) => each.shadowRoot).filter(Boolean);
  const root = roots.map((each) => each.querySelector('.mixer')).find(Boolean);
  const canvas = root.querySelector('canvas.large'), context = canvas.getContext('2d');
  const watch = (window.watch = { frames: 0, distinct: 0, counting: false, moved: null, firsts: [], releases: [] });
  const print = () => {
    const words = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let hash = 2166136261;
    for (const word of words) hash = Math.imul(hash ^ word, 16777619);
    return hash;
  };
  let last = print();
  // A message that is sent in a frame is read after everything that this frame draws.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now(), hash = print();
    if (hash !== last && watch.moved !== null) {
      watch.firsts.push(now - watch.moved);
      watch.moved = null;
    }
    watch.frames += 1;
    watch.distinct += hash !== last;
    last = hash;
  };
  const look = () => {
    if (watch.counting) port2.postMessage(0);
    requestAnimationFrame(look);
  };
  look();
  window.addEventListener('pointermove', (event) => {
    if (watch.armed) [watch.moved, watch.armed] = [event.timeStamp, false];
  }, true);
  desk.on('settled', ({ by }) => {
    if (by !== desk.mixer) return;
    const begun = performance.now();
    const wanted = desk.mixer.version + 1; // the mixer counts this move right after it has told of it
    const observer = new MutationObserver(() => {
      if (Number(root.dataset.strips) < wanted) return;
      observer.disconnect();
      watch.releases.push(performance.now() - begun);
    });
    observer.observe(root, { attributes: true, attributeFilter: ['data-strips'] });
  });
}"""


@dataclass(frozen=True)
class Felt:
    """What one generator felt like.

    Attributes:
        screen: Frames a second that the browser drew.
        distinct: Of them, those whose picture was another one than before.
        first: From a move of the resting mouse to the first new frame, ms, the 95th percentile.
        renewed: From release until all strips are renewed, ms, the 95th percentile.
    """

    screen: float
    distinct: float
    first: float
    renewed: float


def colour_run(runs: Path, steps: int) -> None:
    """Train a small generator of 64×64 colour pictures, through the command line."""
    pictures = Path(tempfile.mkdtemp())
    chance = np.random.default_rng(0)
    down, across = np.mgrid[:64, :64]
    for number in range(200):
        ground, disc = chance.integers(0, 256, (2, 3))
        inside = (down - chance.integers(16, 48)) ** 2 + (across - chance.integers(16, 48)) ** 2 < 14**2
        Image.fromarray(np.where(inside[..., None], disc, ground).astype(np.uint8)).save(pictures / f"{number}.png")
    command = [sys.executable, "-m", "ganboard", "train", "--dataset", "images", "--dataset.path", str(pictures)]
    command += ["--dataset.size", "64", "--steps", str(steps), "--out", str(runs / COLOUR)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ready(page: Page) -> None:
    """Wait until the strips of the shown point are there."""
    page.locator(".mixer[data-strips]").wait_for(timeout=60_000)


def opened(browser: Browser, app: App, source: str) -> tuple[Page, float]:
    """A new visitor's page, and the seconds until a slider of it can be dragged."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    begun = time.perf_counter()
    page.goto(f"{app.url}/explore?run={source}", wait_until="commit")
    ready(page)
    return page, time.perf_counter() - begun


def closed(page: Page) -> None:
    page.context.close()


class Hand:
    """The mouse on the first slider."""

    def __init__(self, page: Page) -> None:
        self.page = page
        slider = page.get_by_role("slider", name="Change 1", exact=True)
        slider.scroll_into_view_if_needed()
        box: Any = slider.bounding_box()
        self.left, self.width, self.y = box["x"] + 10, box["width"] - 20, box["y"] + box["height"] / 2

    def at(self, part: float) -> None:
        """Move to a part of the slider, from 0 to 1."""
        self.page.mouse.move(self.left + part * self.width, self.y)

    def drag(self, going: Callable[[], bool]) -> None:
        """Press, go to and fro while asked to, release."""
        self.at(0)
        self.page.mouse.down()
        self.wander(going)
        self.page.mouse.up()

    def wander(self, going: Callable[[], bool]) -> None:
        """Go to and fro: without pressing, what a mouse costs that a program moves, and the browser's looking where it is."""
        begun = time.perf_counter()
        while going():
            sweep = (time.perf_counter() - begun) / SWEEP_SECONDS % 2
            self.at(sweep if sweep < 1 else 2 - sweep)
            time.sleep(PACE_SECONDS)

    def sweep(self, seconds: float) -> None:
        """Drag for about so long, without this program: the browser moves its mouse itself, once a frame."""
        frames = round(SCREEN * seconds)
        self.page.evaluate(SWEEPS, [self.left, self.width, self.y, frames, SCREEN * SWEEP_SECONDS])


def lasting(seconds: float) -> Callable[[], bool]:
    """True for so long."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() < end


def told(page: Page, name: str) -> Any:
    """A number or list that the page keeps about itself."""
    return page.evaluate(f"window.watch.{name}")


def feel(page: Page, app: App, seconds: float, releases: int) -> Felt:
    """Drag the first slider as a visitor does, and measure."""
    page.evaluate(WATCH, app.url)
    hand = Hand(page)
    page.evaluate("Object.assign(window.watch, { counting: true, frames: 0, distinct: 0 })")
    begun = time.perf_counter()
    hand.drag(lasting(seconds))
    took = time.perf_counter() - begun
    frames, distinct = told(page, "frames"), told(page, "distinct")
    for number in range(releases):
        until(lambda: len(told(page, "releases")) > number, "all strips are renewed")  # noqa: B023
        hand.at(0.5)
        page.mouse.down()
        page.wait_for_timeout(150)  # a hand rests too, so that the frame that comes is that of the move
        page.evaluate("window.watch.armed = true")
        for part in (0.52, 0.57, 0.64, 0.7):
            hand.at(part + 0.01 * (number % 7))
        until(lambda: len(told(page, "firsts")) > number, "a new frame")  # noqa: B023
        page.mouse.up()
    until(lambda: len(told(page, "releases")) > releases, "all strips are renewed")
    page.evaluate("window.watch.counting = false")
    return Felt(
        frames / took,
        distinct / took,
        float(np.percentile(told(page, "firsts"), 95)),
        float(np.percentile(told(page, "releases")[1:], 95)),
    )


def speed(run: Path, busy: Callable[[], None]) -> float:
    """Steps a second of a run that trains, while somebody is busy."""
    then, before = newest_row(run)
    busy()  # the file is not read meanwhile: that would cost the training too
    now, after = newest_row(run)
    return (after - before) / (now - then)


def verdict(value: float, limit: float, most: bool = True) -> str:
    """Whether a demand is met."""
    met = value <= limit if most else value >= limit
    return f"{'met' if met else 'MISSED'} ({'at most' if most else 'at least'} {limit:g})"


def report(source: str, when: str, felt: Felt) -> None:
    """Print what was felt, and whether it is enough."""
    print(
        f"{source}, {when}: {felt.distinct:.1f} different frames/s of {felt.screen:.1f} drawn"
        f" {verdict(felt.distinct, FRAMES_A_SECOND, most=False)}; first new frame p95 {felt.first:.0f} ms"
        f" {verdict(felt.first, FIRST_FRAME_MS)}; strips renewed p95 {felt.renewed:.0f} ms"
        f" {verdict(felt.renewed, RENEWED_MS[when])}",
        flush=True,
    )


def compare(page: Page, source: str, run: Path, pairs: int, seconds: float) -> None:
    """Steps a second without and with dragging, in turn."""
    hand = Hand(page)
    ways: dict[str, Callable[[], None]] = {
        "still": lambda: time.sleep(seconds),
        "mouse moved": lambda: hand.wander(lasting(seconds)),
        "slider dragged": lambda: hand.drag(lasting(seconds)),
        "dragged by the browser's own mouse": lambda: hand.sweep(seconds),
    }
    speeds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(pairs):
        for way, busy in ways.items():
            speeds[way].append(speed(run, busy))
        print(f"{source}: steps/s", ", ".join(f"{way} {taken[-1]:.1f}" for way, taken in speeds.items()), flush=True)
    still = speeds.pop("still")
    for way, taken in speeds.items():
        lost = statistics.median(1 - busy / idle for busy, idle in zip(taken, still, strict=True))
        said = "" if way == "mouse moved" else f" {verdict(lost, LOST)}"
        print(f"{source}: {way}, a training loses {100 * lost:.0f}%{said}  (median)", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of one drag")
    parser.add_argument("--releases", type=int, default=20)
    parser.add_argument("--steps", type=int, default=60, help="of the 64×64 generator's training")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    colour_run(folder / "runs", options.steps)
    sources = {"28×28 digits": "shipped", "64×64 colour": COLOUR}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *OWN_MOUSE])
        app = App(folder / "runs", folder / "server.log")
        try:
            for title, source in sources.items():
                closed(opened(browser, app, source)[0])  # warms the engine
                page, took = opened(browser, app, source)
                print(f"{title}: usable {took:.2f} s after opening {verdict(took, USABLE_SECONDS)}", flush=True)
                report(title, "at rest", feel(page, app, options.seconds, options.releases))
                closed(page)
            trainer = browser.new_page()
            _, run = press_start(trainer, app)
            trainer.close()
            until(lambda: (run / "history.jsonl").exists() and newest_row(run)[1] > 200, "training has begun", 60)
            for title, source in sources.items():
                page, took = opened(browser, app, source)
                print(f"{title}, while training: usable {took:.2f} s after opening", flush=True)
                report(title, "while training", feel(page, app, options.seconds, options.releases))
                closed(page)
                page, _ = opened(browser, app, source)  # one that nothing is counted on
                compare(page, title, run, options.pairs, options.seconds)
                closed(page)
        finally:
            app.close()
            browser.close()


if __name__ == "__main__":
    main()
