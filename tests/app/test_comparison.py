"""In what runs differ, by hand; and the states of the comparison on the Runs page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.comparison import MISSING, apart, differing, look_at, table
from ganboard.app.connection import engine
from ganboard.config import TrainConfig
from ganboard.evaluation import store
from ganboard.runs import Run
from ganboard.settings import empty, every
from ganboard.settings import optional as may_be_empty
from tests.app.evaluations import evaluation, measured_run, some_run

ROOT = Path(__file__).parents[2]


def test_what_differs_is_another_value_or_a_setting_that_not_all_have() -> None:
    assert differing([{"a": 1, "b": 2}, {"a": 1, "b": 3}]) == ["b"]
    assert differing([{"a": 1}, {"a": 1}, {"a": 2}]) == ["a"]
    assert differing([{"a": None, "b": 0}, {"b": 0}]) == ["a"]  # none chosen is not the same as no such setting
    assert differing([{"b": 0}, {"b": 0, "a": None}]) == ["a"]
    assert differing([{"a": 1, "b": False}, {"a": 1, "b": False}]) == []
    assert differing([{"a": 1}]) == []


def rows(*configs: TrainConfig) -> dict[str, list[str]]:
    flats = [config.to_flat() for config in configs]
    return dict(table(flats, differing(flats), str))


def test_settings_that_differ_are_called_as_in_the_form_and_parts_by_their_titles() -> None:
    found = rows(
        TrainConfig(seed=12345, penalty="none", generator_learning_rate=1e-7),
        TrainConfig(steps=12345, generator_learning_rate=1.0000001e-7),
    )
    assert found["Seed"] == ["12345", "0"]
    assert found["End after this many steps"] == ["without end", "12,345"]
    assert found["Penalty: Penalty strength γ"] == [MISSING, "0.1"]
    assert found["Learning rate of the generator"] == [
        "1e-07",
        "1.0000001e-07",
    ]  # never so rounded that both look the same
    assert list(found) == [
        *(
            "Penalty",
            "Penalty: Penalty strength γ",
            "Penalty: How many are checked at each step",
            "Penalty: Check only at every so many steps",
        ),
        *("Learning rate of the generator", "End after this many steps", "Seed"),
    ]
    assert not any(values[0] == values[1] for values in found.values())


def test_a_setting_left_empty_is_called_by_what_that_means() -> None:
    found = rows(TrainConfig(method="vae", seconds=5), TrainConfig(method={"name": "vae", "deviation": 0.5}))
    assert found["Width of an error"] == ["what suits the data", "0.5"]
    assert found["End after this many seconds"] == ["5", "without end"]
    infos = [info for setting in every(TrainConfig).values() for info in setting.owners.values()]
    told = [empty(info) for info in infos if may_be_empty(info.annotation)]
    assert "" not in told
    assert "what suits the data" in told


def test_two_methods_share_what_has_one_name_and_lack_what_the_other_has() -> None:
    found = rows(TrainConfig(method="vae"), TrainConfig())
    assert found["β"][1] == MISSING
    assert found["Lessons of the judge per step"] == [MISSING, "1"]
    assert "Seed" not in found


def test_every_setting_of_every_preset_can_be_read() -> None:
    flat = TrainConfig(dataset="points", architecture="plane").to_flat()
    assert all(title and values == values[:1] * 2 for title, values in table([flat, flat], list(flat), str))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """A new visitor on the Runs page, which compares what is chosen."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    page.switch_page("ganboard/app/pages/runs.py")
    page.session_state.choices["runs.compare"] = True
    yield page
    engine().close()
    engine.cache_clear()


def choose(page: AppTest, *run_ids: str) -> AppTest:
    page.session_state.choices["runs.compared"] = list(run_ids)
    page.run()
    assert not page.exception
    return page


def captions(page: AppTest) -> str:
    return "\n".join(each.value for each in page.caption)


def written(page: AppTest) -> str:
    return "\n".join(each.proto.body for each in page.get("html"))


def another(root: Path, name: str, **settings: object) -> Run:
    run = some_run(root, name, [0, 5])
    run.set_config(TrainConfig(**settings))
    return run


@pytest.mark.slow
def test_none_one_and_two_chosen(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "first", [0, 5])
    another(tmp_path, "second", seed=7)
    some_run(tmp_path, "third", [0])
    assert "Choose two to four" in captions(choose(page))
    assert "<div class='gb-settings'" not in written(page)
    assert "Choose two to four" in captions(choose(page, "first"))
    assert "Choose two to four" not in captions(choose(page, "first", "second"))
    assert "<th scope='row'>Seed</th><td>0</td><td>7</td>" in written(page)
    assert "Precision" not in written(page)
    assert "Number format" not in written(page)
    page.session_state.choices["runs.everything"] = True
    assert "Number format" in written(choose(page, "first", "second"))
    page.session_state.choices["runs.everything"] = False
    assert "Nothing: all their settings are the same." in captions(choose(page, "first", "third"))


@pytest.mark.slow
def test_a_run_that_is_gone_damaged_or_young_leaves_the_others_to_be_compared(page: AppTest, tmp_path: Path) -> None:
    some_run(tmp_path, "first", [0, 5])
    another(tmp_path, "second", seed=7)
    some_run(tmp_path, "young", [])
    damaged = some_run(tmp_path, "damaged", [])
    (damaged.path / "run.json").write_text("{")
    choose(page, "first", "second", "damaged", "young")
    assert "<td>7</td>" in written(page)
    shutil.rmtree(tmp_path / "young")
    choose(page, "first", "second", "young")
    assert any("No longer there: young" in each.value for each in page.info)
    assert "<td>7</td>" in written(page)


@pytest.mark.slow
def test_numbers_stand_beside_each_other_and_sentences_only_where_they_compare(page: AppTest, tmp_path: Path) -> None:
    measured_run(tmp_path, "near", {5: 0.0})
    measured_run(tmp_path, "far", {5: 3.0})
    measured_run(tmp_path, "clothes", {5: 3.0}).set_config(TrainConfig(dataset="fashion"))
    some_run(tmp_path, "unmeasured", [0, 5])
    choose(page, "near", "far")
    assert "A covers more of the real images." in written(page)
    assert "Which is sharper cannot be told yet." in written(page)
    choose(page, "near", "clothes")
    assert "cannot be compared" in " ".join(each.value for each in page.markdown)
    assert "covers more of the real images." not in written(page)
    assert "Measure both" in captions(choose(page, "near", "unmeasured"))
    store.save(some_run(tmp_path, "fewer", [5]), 5, evaluation(3.0, count=500))
    assert "depends on how many images there are" not in captions(choose(page, "near", "far", "unmeasured"))
    assert "depends on how many images there are" in captions(choose(page, "near", "far", "fewer"))
    assert "Fréchet distance" not in written(choose(page, "near"))
    some_run(tmp_path, "another", [0, 5])
    assert "Not measured yet" in captions(choose(page, "another", "unmeasured"))


def test_what_cannot_be_seen_of_a_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    some_run(tmp_path, "whole", [0, 5])
    (some_run(tmp_path, "unset", []).path / "config.json").write_text("{}}")
    whole, gone, unset = (look_at(name, name) for name in ("whole", "gone", "unset"))
    told = [(side.view is not None, side.config is not None, side.problem is not None) for side in (whole, gone, unset)]
    assert told == [(True, True, False), (False, False, True), (True, False, True)]
    engine().close()
    engine.cache_clear()


@pytest.mark.slow
def test_the_cards_take_runs_in_and_out_and_stop_at_four(page: AppTest, tmp_path: Path) -> None:
    for name in "abcde":
        some_run(tmp_path, name, [0])
    choose(page)
    for name in "abcd":
        page.button(key=f"compare_{name}").click().run()
    assert page.session_state.choices["runs.compared"] == ["a", "b", "c", "d"]
    assert page.button(key="compare_e").disabled
    page.button(key="compare_b").click().run()
    assert page.session_state.choices["runs.compared"] == ["a", "c", "d"]
    assert not page.button(key="compare_e").disabled


def test_a_run_is_named_by_what_it_changes_and_not_by_what_follows_from_that() -> None:
    flats = [
        config.to_flat()
        for config in (
            TrainConfig(),
            TrainConfig(penalty="none", objective="wasserstein"),
            TrainConfig(penalty={"name": "r1", "gamma": 1.0}),
            TrainConfig(method="acgan", dataset="mnist", conditional=True),
        )
    ]
    first, second, third, fourth = apart(flats, str)
    assert second == "Objective: Wasserstein, Penalty: None"  # no word of R1's strength
    assert third == "Penalty: Penalty strength γ: 1"
    assert fourth.startswith("Method: AC-GAN")
    assert "Objective: Non-saturating" in first
    assert all(len(name.split(", ")) <= 4 for name in (first, second, third, fourth))
    assert apart(flats[:1], str) == [""]
