"""The poster: what it says of a run, in which words, and that nothing from outside is HTML in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard import figures
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.evaluation import store
from ganboard.evaluation.report import Evaluation
from ganboard.export.poster import facts as poster_facts
from ganboard.export.poster.facts import Facts, gather, samples_of
from ganboard.export.poster.page import written
from ganboard.export.poster.strips import Strips
from ganboard.i18n import message, translations
from ganboard.metrics.intervals import Interval
from ganboard.metrics.reading import Reading
from ganboard.presets import preset
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint

HOME = "http://192.168.0.7:8501/"
REAL = np.random.default_rng(1).integers(0, 256, (40, 28, 28, 1), np.uint8)
FRAMES = (np.zeros((33, 28, 28, 1), np.uint8),)


class Page(HTMLParser):
    """What a browser would find: tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def made(folder: Path, config: TrainConfig, name: str = "quick") -> Run:
    """A run with one checkpoint, whose samples are real ones, a little lighter."""
    run = Run.create(folder, config, name)
    samples = np.clip(REAL[np.arange(80) % 40].astype(int) + 3, 0, 255).astype(np.uint8)
    run.save(Checkpoint(1500, 14.25, {"x": np.zeros(1)}), figures.png(figures.grid(samples, 10)))
    return run


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Facts:
    """Of a run whose training pictures are known."""
    columns: dict[str, np.ndarray] = {"images": REAL, "labels": np.arange(40, dtype=np.int32) % 10}
    monkeypatch.setattr(poster_facts, "parts", lambda run: (Data(columns), None))
    run = made(tmp_path / "run", preset("quick").config())
    return gather(run, run.load(), HOME)


def page(facts: Facts, strips: Strips | None = None, language: str = "en") -> Page:
    strips = strips or Strips(FRAMES, ({"template": "7", "values": {}},))
    return Page(written(facts, strips, language, translations(language).gettext))


def test_samples_are_cut_out_of_their_sheet_as_they_were_laid_into_it() -> None:
    images = np.random.default_rng(0).integers(0, 256, (12, 5, 5, 3), np.uint8)
    assert np.array_equal(samples_of(figures.grid(images, 4), 5), images)


def test_it_names_the_nearest_training_pictures_and_how_far_they_are(facts: Facts) -> None:
    assert len(facts.nearest) == 6
    assert np.array_equal(np.clip(facts.nearest.astype(int) + 3, 0, 255), facts.fakes)
    assert np.allclose(facts.apart, 3, atol=0.1)
    alts = [attributes.get("alt") or "" for tag, attributes in page(facts).tags if tag == "img"]
    assert sum("nearest to fake" in alt for alt in alts) == 6
    assert all(alts)


def test_it_says_what_the_training_was_and_how_to_make_it_again(facts: Facts) -> None:
    found = page(facts)
    for words in ("step 1,500", "14.2 seconds", "Seed", "Handwritten digits", "Not measured yet"):
        assert words in found.text, words
    links = [attributes["href"] for tag, attributes in found.tags if tag == "a"]
    assert links == ["http://192.168.0.7:8501/train?preset=quick"]
    assert any(attributes.get("class") == "code" for _, attributes in found.tags)
    here = page(replace(facts, link="http://localhost:8501/train?preset=quick"))  # a phone would look for it on itself
    assert not any(attributes.get("class") == "code" for _, attributes in here.tags)


def test_nothing_in_it_is_fetched(facts: Facts) -> None:
    found = page(facts)
    sources = [value for _, each in found.tags for name, value in each.items() if name in ("src", "srcset", "poster")]
    sources += [each["href"] for tag, each in found.tags if tag in ("image", "use", "link")]
    assert all(value and value.startswith(("data:", "#")) for value in sources)
    policy = next(each["content"] for tag, each in found.tags if each.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_what_comes_from_outside_is_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'"
    run = made(tmp_path / "run", TrainConfig(seed=3), evil)
    run.update(name=evil)
    told = gather(run, run.load(), f"{HOME}{evil}")
    found = page(told, Strips(problem=message("{name}", name=evil)))
    assert [tag for tag, _ in found.tags].count("script") == 1  # its own
    assert evil in found.text


def test_own_files_have_no_link_and_the_poster_says_why(tmp_path: Path) -> None:
    config = TrainConfig(dataset={"name": "images", "path": str(tmp_path), "size": 28}, conditional=False)
    run = made(tmp_path / "run", config, "mine")
    found = page(gather(run, run.load(), HOME), Strips(problem=message("None.")))
    assert not [tag for tag, _ in found.tags if tag == "a"]
    assert "no link makes it again" in found.text
    assert "There is nothing to compare with" in found.text


@pytest.mark.parametrize(("measured", "says"), [(1500, ""), (1000, "Measured at step 1,000.")])
def test_a_distance_that_was_measured_stands_there_with_its_interval(
    measured: int, says: str, tmp_path: Path, facts: Facts
) -> None:
    run = Run(tmp_path / "run")
    known: dict[str, Any] = {"count": 500, "real_count": 500, "held_out_count": 500, "extractor": "digits"}
    interval = Interval(0.21, 0.18, 0.25)
    reading = Reading(
        "frechet", "lower", "", extractor_title="", counts_matter=True, value=0.2, low=0.1, high=0.3,
        best=Interval(0.05, 0.04, 0.06), fair=interval, **known,
    )  # fmt: skip
    store.save(run, measured, Evaluation({"frechet": reading}, None, 500, "digits", ""))
    told = page(gather(run, run.load(), HOME)).text
    for words in ("0.21, 95% interval 0.18 to 0.25", "never saw: 0.05", says):
        assert words in told, words


def test_it_speaks_the_visitors_language(facts: Facts) -> None:
    text = written(facts, Strips(FRAMES, (None,)), "zh", translations("zh").gettext)
    assert '<html lang="zh">' in text
    words = Page(re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.S)).text
    left = re.sub(r"https?://\S+|GANBoard|MNIST|GAN|[\W\d]", "", words)
    assert not re.findall(r"[A-Za-z]{3,}", left), left
