"""The dashboard as a visitor meets it: first page, first picture, memory, and what watching costs the training.

``python benchmarks/app.py [--pairs 3] [--seconds 20]``. Needs Chromium. Ratios are within this one run, pairs in turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, App, chromium  # noqa: E402
from tests.browser.test_train import engine_pid  # noqa: E402
from tests.waiting import until  # noqa: E402


def newest_row(run: Path) -> tuple[float, int]:
    """When the last row of a run's history was written, and its step."""
    file = run / "history.jsonl"
    while True:
        when = file.stat().st_mtime
        rows = file.read_text().splitlines()
        if file.stat().st_mtime == when:
            return when, json.loads(rows[-1])["step"]


def speed(run: Path, seconds: float) -> float:
    """Steps a second over a stretch of a run that trains."""
    until(lambda: (run / "history.jsonl").exists() and newest_row(run)[1] > 100, "training has begun", 60)
    then, before = newest_row(run)
    until(lambda: newest_row(run)[0] - then >= seconds, "the stretch is over", 10 * seconds)
    now, after = newest_row(run)
    return (after - before) / (now - then)


def headless(folder: Path, seconds: float) -> float:
    """Steps a second of the Quick preset, trained from the shell."""
    command = [
        sys.executable,
        "-m",
        "ganboard",
        "train",
        "--preset",
        "quick",
        "--seconds",
        "1000",
        "--out",
        str(folder),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return speed(folder, seconds)
    finally:
        process.terminate()
        process.wait()


def press_start(page: Page, app: App) -> tuple[float, Path]:
    """Seconds from pressing "Start training" to the first picture, and the run's folder."""
    page.goto(f"{app.url}/train")
    button = page.get_by_role("button", name="Start training")
    button.wait_for()
    begun = time.perf_counter()
    button.click()
    page.locator("img.samples[src^=data]").wait_for()
    took = time.perf_counter() - begun
    page.wait_for_url("**run=*")
    return took, app.runs / page.url.split("run=")[1].split("&")[0]


def watched(browser: Browser, app: App, seconds: float) -> tuple[float, float]:
    """Seconds to the first picture, and steps a second of the Quick preset with one browser watching."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    took, run = press_start(page, app)
    try:
        return took, speed(run, seconds)
    finally:
        page.get_by_role("button", name="Pause", exact=True).click()
        until(lambda: json.loads((run / "run.json").read_text())["state"] == "paused", "the run rests")
        page.close()


def megabytes(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        cold = []
        for number in range(2):
            app = App(folder / f"cold{number}", folder / "server.log")
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            begun = time.perf_counter()
            page.goto(f"{app.url}/train")
            page.get_by_role("button", name="Start training").wait_for()
            first_page = time.perf_counter() - begun
            cold.append(press_start(page, app)[0])
            page.close()
            app.close()
            print(
                f"first page after the server is up: {first_page:.2f} s; first picture, engine cold: {cold[-1]:.2f} s",
                flush=True,
            )
        app = App(folder / "runs", folder / "server.log")
        watched(browser, app, 1)  # warms the engine
        pairs = []
        for number in range(options.pairs):
            alone = headless(folder / f"headless{number}", options.seconds)
            warm, seen = watched(browser, app, options.seconds)
            pairs.append(seen / alone)
            print(
                f"first picture, engine warm: {warm:.2f} s; headless {alone:.1f} steps/s, watched {seen:.1f} steps/s,"
                f" ratio {seen / alone:.3f}",
                flush=True,
            )
        print(f"median ratio watched / headless: {statistics.median(pairs):.3f}")
        print(f"memory: Streamlit {megabytes(app.process.pid):.0f} MB, engine {megabytes(engine_pid(app)):.0f} MB")
        app.close()
        browser.close()


if __name__ == "__main__":
    main()
