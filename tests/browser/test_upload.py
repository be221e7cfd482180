"""A visitor's own files through the browser: thousands of them, folders in folders, and what came of each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from ganboard.runs import Run
from tests.browser.conftest import App
from tests.datasets.drawing import encoded, flat, several
from tests.waiting import until

MANY = 3_000


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder, whose own name begins with a dot, of 3,000 pictures in three folders, and of what is no picture."""
    folder = tmp_path_factory.mktemp("pictures") / ".mine"
    for name in ("猫", "b", "b/c"):
        (folder / name).mkdir(parents=True)
    chance = np.random.default_rng(0)
    for number in range(MANY):
        place = folder / ("猫", "b", "b/c")[number % 3]
        (place / f"{number:04}").write_bytes(encoded(chance.integers(0, 256, (8, 8, 3), np.uint8), "BMP"))
    (folder / "b" / "notes *not* [bold].txt").write_text("no picture")
    (folder / "b" / ".DS_Store").write_text("no picture")
    return folder


def mine(page: Page, app: App) -> None:
    page.goto(f"{app.url}/train")
    page.get_by_text("My pictures", exact=True).first.click()
    expect(page.get_by_role("button", name="Choose a folder")).to_be_visible()


@pytest.mark.trial
def test_a_folder_of_thousands_comes_whole(quiet: Page, app: App, pictures: Path) -> None:
    mine(quiet, app)
    quiet.get_by_label("Choose a folder").last.set_input_files(str(pictures))
    expect(quiet.get_by_text(f"{MANY:,} of {MANY + 2:,} files were read as images.")).to_be_visible(timeout=120_000)
    expect(quiet.get_by_alt_text("Some of the real images")).to_be_visible()
    quiet.get_by_text("Left out: 2").click()
    left = quiet.get_by_text("left there by macOS or Windows")
    expect(left).to_contain_text(".mine/b/.DS_Store: left there by macOS or Windows")
    expect(left).to_contain_text(".mine/b/notes *not* [bold].txt: no PNG, JPEG, WebP, BMP or GIF image")
    quiet.get_by_text("中文").click()
    expect(quiet).to_have_url(re.compile("lang=zh"))
    quiet.get_by_text("English").click()
    quiet.get_by_role("link", name="Runs").click()
    quiet.get_by_role("link", name="Train").click()
    expect(quiet.get_by_text(f"{MANY + 2:,} files", exact=True)).to_be_visible()  # they stay as long as the visit lasts


def test_files_are_gathered_told_of_and_removed(quiet: Page, app: App, tmp_path: Path) -> None:
    mine(quiet, app)
    files = quiet.get_by_label("Choose files").last
    names = [*((f"{name[:-4]}.jfif", data) for name, data in several(10)), ("same.png", flat(0)), ("x", b"")]
    for name, data in names:
        (tmp_path / name).write_bytes(data)
    files.set_input_files([str(tmp_path / name) for name, _ in names])
    few = quiet.get_by_text("Only 11 of 12 files could be read as images")
    expect(few).to_contain_text("Left out (1), an empty file: x.")
    quiet.get_by_role("button", name="Start training").click()
    expect(few).to_have_count(2)  # the button says the same
    more = [{"name": f"m{n}.png", "mimeType": "", "buffer": flat((n, 90, 200), "RGB")} for n in range(8)]
    files.set_input_files(more)
    expect(quiet.get_by_text("19 of 20 files were read as images.")).to_be_visible()
    expect(quiet.get_by_text("Only 18 of these 19 are different; the others are repeats.")).to_be_visible()
    expect(quiet.get_by_text("19 of these 19 show one plain colour.")).to_be_visible()
    quiet.get_by_role("button", name="Remove all").click()
    expect(quiet.get_by_text("At least 16 images.")).to_be_visible()
    expect(quiet.get_by_text("files were read")).to_have_count(0)


@pytest.mark.trial
def test_a_connection_that_is_lost_for_a_moment_takes_no_files(quiet: Page, app: App) -> None:
    quiet.add_init_script(
        """window.sockets = []; window.WebSocket = class extends WebSocket {
             constructor(...address) { super(...address); window.sockets.push(this); } };"""
    )
    mine(quiet, app)
    files = [{"name": name, "mimeType": "", "buffer": data} for name, data in several(20)]
    quiet.get_by_label("Choose files").last.set_input_files(files)
    expect(quiet.get_by_text("20 images were read.")).to_be_visible()
    opened = quiet.evaluate("sockets.forEach((socket) => socket.close()) ?? sockets.length")
    quiet.wait_for_function(f"sockets.length > {opened} && sockets.at(-1).readyState === WebSocket.OPEN")
    quiet.get_by_role("link", name="Runs").click()
    quiet.get_by_role("link", name="Train").click()
    expect(quiet.get_by_text("20 images were read.")).to_be_visible()


@pytest.mark.trial
def test_the_report_is_kept_in_the_run(quiet: Page, app: App) -> None:
    mine(quiet, app)
    chance = np.random.default_rng(1)
    pixels = np.zeros((20, 32, 32, 4), np.uint8)
    pixels[..., :3] = 255
    pixels[:, 8:24, 8:24, 3] = chance.integers(0, 2, (20, 16, 16)) * 255
    files = [{"name": f"{n}.png", "mimeType": "", "buffer": encoded(one)} for n, one in enumerate(pixels)]
    quiet.get_by_label("Choose files").last.set_input_files([*files, {"name": "a.txt", "mimeType": "", "buffer": b"x"}])
    expect(
        quiet.get_by_text("which became black: 20. On white 20 of them would show one plain colour.")
    ).to_be_visible()
    before = set(app.runs.glob("*")) if app.runs.exists() else set()
    quiet.get_by_role("button", name="Start training").click()
    run = until(lambda: next(iter(set(app.runs.glob("*")) - before), None), "the run has a folder", seconds=60)
    report = until(lambda: Run(run).status().get("report"), "the run keeps the report", seconds=60)
    assert (report["read"], report["different"], report["plain"]) == (20, 20, 0)
    assert [line["values"]["name"] for line in report["left_out"]] == ["a.txt"]
    assert "black" in json.dumps(report["notes"])
    quiet.get_by_role("button", name="Pause", exact=True).click(timeout=60_000)
