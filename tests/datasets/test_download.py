"""The full sets: from Keras' cache, without a network, and the watch over a download."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ganboard.datasets.download import watched

ROOT = Path(__file__).parents[2]


AS_THEY_ARE = {"most": None, "mislabelled": 0.0}


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> dict:
    """What `offline.py` saw: Keras' cache in an empty folder, every connection refused."""
    closed = "http://127.0.0.1:9"
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environment |= {"https_proxy": closed, "http_proxy": closed, "KERAS_HOME": str(tmp_path_factory.mktemp("keras"))}
    command = [sys.executable, "-m", "tests.datasets.offline"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # fails if Keras' progress bar or notices got between


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), [("mnist", 5_000), ("fashion", 10_000)])
def test_without_a_network_the_shipped_set_goes_on_being_used(report, name, count):
    seen = report[f"{name}, empty cache"]
    assert seen["used"] == {"name": name, "full": False} | AS_THEY_ARE
    assert seen["shape"] == [count, 28, 28, 1]
    assert seen["problem"] == (
        f"The full set could not be downloaded (Connection refused). The {count:,} images that come with GANBoard are "
        "used instead; try again with a network connection."
    )
    assert seen["seconds"] < 5


def test_a_damaged_file_with_a_hash_is_downloaded_anew(report):
    seen = report["mnist, damaged cache"]
    assert seen["used"] == {"name": "mnist", "full": False} | AS_THEY_ARE
    assert "could not be downloaded (Connection refused)" in seen["problem"]
    assert not seen["left"], "Keras removes it, so that nothing stands in the way of the next try"
    assert seen["seconds"] < 5


def test_a_filled_cache_needs_no_network(report):
    seen = report["fashion, filled cache"]
    assert seen["used"] == {"name": "fashion", "full": True} | AS_THEY_ARE
    assert seen["problem"] is None
    assert seen["shape"] == [60_000, 28, 28, 1]
    assert seen["dtypes"] == ["uint8", "int32"]
    assert seen["counts"] == [6_000] * 10
    assert seen["same"]
    assert seen["progress"] == 1


@pytest.mark.parametrize("case", ["cut-off file", "a web page instead"])
def test_a_damaged_file_without_a_hash_says_where_it_lies(report, case):
    seen = report[f"fashion, {case}"]
    assert seen["used"] == {"name": "fashion", "full": False} | AS_THEY_ARE
    assert re.match(r"The full set in /.*/datasets/fashion-mnist is damaged. Remove it there", seen["problem"])


def test_the_socket_timeout_is_put_back(report):
    assert report["timeout"] is None


def test_progress_follows_the_files(tmp_path):
    file, half_seen, told = tmp_path / "a", threading.Event(), []

    def work() -> str:
        file.write_bytes(bytes(50))
        assert half_seen.wait(30)
        file.write_bytes(bytes(100))
        return "done"

    def progress(part: float) -> None:
        told.append(part)
        if part == 0.5:
            half_seen.set()

    assert watched(work, [file], 100, progress) == "done"
    assert 0.5 in told
    assert told[-1] == 1
    assert told == sorted(told)


def test_a_download_that_stands_still_is_given_up(tmp_path):
    end = threading.Event()
    with pytest.raises(TimeoutError, match=r"nothing came for 0\.2 seconds"):
        watched(end.wait, [tmp_path / "a"], 100, stall_seconds=0.2)
    end.set()


def test_what_the_work_raises_is_raised(tmp_path):
    with pytest.raises(TimeoutError, match="the server is slow"):
        watched(lambda: (_ for _ in ()).throw(TimeoutError("the server is slow")), [tmp_path / "a"], 100)


def test_a_viewer_who_leaves_ends_the_wait(tmp_path, report):
    assert report["a viewer who leaves"] == "enough"
    end = threading.Event()

    def leave(part: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        watched(end.wait, [tmp_path / "a"], 100, leave)
    end.set()
