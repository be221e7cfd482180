"""Frames a second that Chromium draws of 1,000 moving points while they train: ``python benchmarks/points_page.py URL``.

The dashboard must run at URL. Prints the frames drawn a second, and those that the browser could have drawn, over 10 seconds.
"""

from __future__ import annotations

import os
import sys

from playwright.sync_api import sync_playwright

SECONDS = 10
COUNT = """async (seconds) => {
  const within = (each) => (each.shadowRoot ?? each).querySelector("canvas.cloud");
  const canvas = [...document.querySelectorAll("*")].map(within).find(Boolean);
  const before = Number(canvas.dataset.frames), begun = performance.now();
  let refreshes = 0, slowest = 0, last = begun;
  await new Promise((settle) => {
    const tick = (now) => {
      refreshes += 1;
      slowest = Math.max(slowest, now - last);
      last = now;
      if (now - begun < 1000 * seconds) requestAnimationFrame(tick);
      else settle();
    };
    requestAnimationFrame(tick);
  });
  const took = (performance.now() - begun) / 1000;
  return { drawn: (Number(canvas.dataset.frames) - before) / took, refreshes: refreshes / took, slowest };
}"""


def main(url: str) -> None:
    """Train points at a dashboard and count."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
        page.set_default_timeout(120_000)
        page.goto(url)
        page.get_by_text("Points", exact=True).click()
        page.get_by_text("Eight heaps of points").wait_for()
        page.get_by_role("button", name="Start training").click()
        page.locator("canvas.cloud").wait_for()
        page.wait_for_timeout(5000)
        for name in ("Arrows", "Warped grid"):
            page.get_by_role("button", name=name, exact=True).click()
        found = page.evaluate(COUNT, SECONDS)
        facts = page.get_by_test_id("gb-step").inner_text()
        told = page.locator(".told").inner_text().splitlines()[0]
        page.get_by_role("button", name="Pause", exact=True).click()
        browser.close()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}: {found['drawn']:.0f} frames/s drawn of {found['refreshes']:.0f} "
        f"refreshes/s, the longest {found['slowest']:.0f} ms, all layers on; {facts}; {told}"
    )


if __name__ == "__main__":
    main(sys.argv[1])
