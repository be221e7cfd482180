"""What it costs to open a page, in seconds of a core, and how long a visitor of the Start page waits for the first pictures.

``python benchmarks/opening.py [--loads 5] [--presses 3] [--chromium PATH]``. Needs Linux and Chromium. Seconds of a core
hardly depend on what else the computer does; the waits do.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, App, chromium  # noqa: E402

PAGES = ("", "train", "explore", "runs", "say", "draw", "quiz", "museum", "tours", "theory", "evaluate")
READY = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning" """
LOOK = 500
"""Milliseconds that a page is looked at after it stands: what moves costs as well."""
TICKS = os.sysconf("SC_CLK_TCK")


def processes() -> dict[int, tuple[int, float, str]]:
    """All processes: their parent, the seconds of a core that they took, and their command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended meanwhile
            continue
        found[int(folder.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS, command)
    return found


def spent(app: App, profile: Path) -> dict[int, tuple[str, float]]:
    """Of the server and of Chromium's processes: what each is, and the seconds that it took so far."""
    everything = processes()

    def is_ours(pid: int) -> bool:
        while pid in everything:
            if str(profile) in everything[pid][2]:
                return True
            pid = everything[pid][0]
        return False

    found = {}
    for pid, (_, seconds, command) in everything.items():
        if pid == app.process.pid:
            found[pid] = ("server", seconds)
        elif is_ours(pid):
            kind = re.search(r"--type=(\S+)", command)
            found[pid] = (kind[1] if kind else "browser", seconds)
    return found


def open_page(context: BrowserContext, app: App, profile: Path, name: str) -> tuple[Counter[str], float]:
    """Seconds of a core that each kind of process took for a page, and seconds until it stood."""
    before, begun = spent(app, profile), time.perf_counter()
    page = context.new_page()
    page.goto(f"{app.url}/{name}")
    page.wait_for_function(READY, polling=50)
    waited = time.perf_counter() - begun
    page.wait_for_timeout(LOOK)
    costs: Counter[str] = Counter()
    for pid, (kind, seconds) in spent(app, profile).items():
        costs[kind] += seconds - before.get(pid, ("", 0.0))[1]
    page.close()
    return costs, waited


def press(page: Page, app: App, after: float) -> tuple[float, float]:
    """Seconds from pressing Start to the first picture of the training, which is noise, and to the first that it has learned."""
    page.goto(app.url)
    button = page.get_by_role("button", name="Start", exact=True)
    button.wait_for()
    page.wait_for_timeout(1000 * after)
    begun = time.perf_counter()
    button.click()
    page.locator(".wall[aria-label*='at step ']").wait_for()
    first = time.perf_counter() - begun
    page.locator(".wall[aria-label*='at step ']:not([aria-label*='at step 0.'])").wait_for()
    return first, time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--presses", type=int, default=3)
    parser.add_argument("--chromium", default=chromium())
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    profile = folder / "profile"
    write = sys.stdout.write
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=options.chromium,
            args=FLAGS,
            viewport={"width": 1280, "height": 720},
            locale="en-US",
        )
        app = App(folder / "runs", folder / "server.log")
        context.new_page().goto(app.url)
        time.sleep(10)  # until the engine stands
        for name in PAGES if options.loads else ():
            for _ in range(2):  # until Chromium keeps what it compiled
                open_page(context, app, profile, name)
            loads = [open_page(context, app, profile, name) for _ in range(options.loads)]
            mean = {kind: statistics.mean(costs[kind] for costs, _ in loads) for kind in loads[0][0]}
            kinds = ", ".join(f"{kind} {seconds:.2f}" for kind, seconds in sorted(mean.items()) if seconds > 0.005)
            waited = statistics.median(wait for _, wait in loads)
            write(f"/{name}: {sum(mean.values()):.2f} s of a core ({kinds}); stands after {waited:.2f} s\n")
            sys.stdout.flush()
        app.close()
        for number in range(options.presses):
            for after in (0.0, 12.0):
                app = App(folder / f"runs-{number}-{after}", folder / "server.log")
                page = context.new_page()
                first, learned = press(page, app, after)
                write(
                    f"pressed {after:.0f} s after opening: noise after {first:.1f} s, learned after {learned:.1f} s\n"
                )
                sys.stdout.flush()
                page.close()
                app.close()
        context.close()


if __name__ == "__main__":
    main()
