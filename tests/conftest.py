"""What several tests share: small configs and images, and the rule that CI skips no browser test."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

# Before NumPy comes: where others use the cores, its threads wait for each other, fifteen times as long as one computes.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# As device.configure() has it, whichever test uses TensorFlow first: sums are bit-exact with one thread an operation.
os.environ.update(TF_NUM_INTRAOP_THREADS="1", TF_NUM_INTEROP_THREADS="2")
BROWSER = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--approve``: what the pages look like now is right (``tests/browser/test_every_page.py``)."""
    parser.addoption("--approve", action="store_true", help="keep the pictures of all pages as those to compare with")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_collection_finish() -> None:
    if "streamlit" in sys.modules:
        look_once()
    keep()


@cache
def look_once() -> None:
    """Streamlit asks the disk for every page of AppTest which packages bring components: a third of its time. Once is enough."""
    from streamlit.components.v2 import manifest_scanner

    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # type: ignore[assignment]


def keep() -> None:
    """What all tests and libraries hold from here on is no garbage, and collecting, as Streamlit does after every run, is quick."""
    gc.collect()
    gc.freeze()


@cache
def keep_networks() -> None:
    """What TensorFlow and Keras hold is no garbage either: with them a page took a fifth of a second longer. Once a process."""
    keep()


@pytest.fixture(autouse=True, scope="module")
def _quick_collections() -> None:
    """Once some test has loaded them."""
    if "keras" in sys.modules:
        keep_networks()


@pytest.fixture(scope="module")
def as_written() -> Iterator[None]:
    """TensorFlow computes what is written, and is ready a quarter sooner. For tests that compare trainings of this process."""
    from ganboard.backend import tf

    options = {"disable_meta_optimizer": True}
    tf.config.optimizer.set_experimental_options(options)
    yield
    tf.config.optimizer.set_experimental_options(dict.fromkeys(options, False))


@pytest.fixture(scope="module")
def by_steps_alone() -> Iterator[None]:
    """Checkpoints come where steps say so; a computer that has much else to do would add some."""
    from ganboard import recording

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "SAVE_SECONDS", float("inf"))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With ``CI=true`` a browser test that was skipped is a failure: nobody would see that it never ran."""
    report: Any = yield
    if report.skipped and os.environ.get("CI") == "true" and item.get_closest_marker("browser"):
        report.outcome, report.longrepr = "failed", f"skipped, though CI must run every browser test: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """The same for a whole file that skips itself."""
    report: Any = yield
    if report.skipped and os.environ.get("CI") == "true" and BROWSER in collector.path.parents:
        report.outcome, report.longrepr = "failed", f"skipped, though CI must run every browser test: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _own_runs_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's runs."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path_factory.getbasetemp() / "runs"))


@pytest.fixture(scope="session")
def digits() -> Any:
    """40 images, 28×28, grey, with labels: noise, brighter from class to class."""
    from ganboard.datasets import Data

    chance = np.random.default_rng(5)
    labels = np.arange(40, dtype=np.int32) % 10
    images = chance.integers(0, 120, (40, 28, 28, 1)) + labels[:, None, None, None] * 13
    return Data({"images": images.astype(np.uint8), "labels": labels})


@pytest.fixture(scope="session")
def small() -> Any:
    """A function from changes to a config of small networks."""
    from ganboard.config import TrainConfig

    def config(architecture: str = "lean", **changes: Any) -> TrainConfig:
        part = {"name": architecture} | ({} if architecture == "article" else {"width": 8})
        settings = {"dataset": "mnist", "architecture": part, "batch_size": 8, "latent_size": 6, "seed": 3}
        return TrainConfig(**{**settings, **changes})

    return config
