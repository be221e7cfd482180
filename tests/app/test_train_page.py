"""The Train page's logic, without a browser: what stands on it, what it refuses, and how it says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.runs import all_runs
from tests.app.bound import bound
from tests.app.visitors import opening, refused, visitor
from tests.waiting import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A new visitor's page, over an engine of its own run directory."""
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    yield visitor()
    engine().close()
    engine.cache_clear()


def button(page: AppTest, label: str) -> Any:
    """The one button of this label."""
    (found,) = [each for each in page.button if each.label == label]
    return found


def errors(page: AppTest) -> list[str]:
    return [each.value for each in page.error] + list(filter(None, [refused(page).strip()]))


def test_the_first_page_offers_one_button_and_no_complaint(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert not errors(page)
    assert not button(page, "Start training").disabled


def test_a_preset_fills_the_form(page: AppTest) -> None:
    page.run()
    assert bound(page.number_input, "train.field.batch_size").value == 20
    bound(page.button_group, "train.preset").set_value("article").run()
    assert bound(page.number_input, "train.field.batch_size").value == 128
    assert bound(page.selectbox, "train.field.architecture").value == "article"
    assert bound(page.number_input, "train.field.beta_1").value == 0.5


@pytest.mark.slow
def test_a_width_of_errors_that_is_left_empty_says_what_it_is_then(page: AppTest) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("vae").run()
    field = bound(page.number_input, "train.field.deviation")
    assert (field.value, field.placeholder) == (None, "what suits the data")
    bound(page.number_input, "train.field.deviation").set_value(0.5).run()
    assert bound(page.number_input, "train.field.deviation").value == 0.5
    bound(page.number_input, "train.field.deviation").set_value(None).run()
    assert bound(page.number_input, "train.field.deviation").value is None
    assert not errors(page)


@pytest.mark.slow
def test_settings_that_do_not_go_together_are_refused_beside_the_form(page: AppTest) -> None:
    page.run()
    bound(page.selectbox, "train.field.architecture").set_value("mlp").run()
    button(page, "Start training").click().run()
    assert errors(page) == [
        "conditional: expected false: the networks called mlp cannot be told the class, but got True."
    ]
    assert "run" not in page.query_params
    bound(page.toggle, "train.field.conditional").set_value(False).run()
    assert not errors(page)


@pytest.mark.slow
def test_what_can_have_one_value_only_is_not_asked_for(page: AppTest) -> None:
    page.run()
    assert bound(page.number_input, "train.field.mismatch").value == 0.03
    bound(page.selectbox, "train.field.method").set_value("acgan").run()
    assert not [each for each in page.number_input if each.key.startswith("train.field.mismatch")]
    assert not errors(page)


@pytest.mark.slow
def test_own_images_have_to_be_chosen_first(page: AppTest) -> None:
    page.run()
    bound(page.button_group, "train.preset").set_value("images").run()
    button(page, "Start training").click().run()
    assert errors(page) == ["Choose your pictures first: at least 16."]
    assert not [each for each in page.toggle if each.key.startswith("train.field.conditional")]  # they have no labels


@pytest.mark.slow
def test_a_link_fills_the_form_and_nonsense_in_it_is_named(page: AppTest) -> None:
    page.query_params["batch_size"] = "24"
    page.query_params["penalty.gamma"] = "0.5"
    page.run()
    assert (
        bound(page.number_input, "train.field.batch_size").value,
        bound(page.number_input, "train.field.penalty.gamma").value,
    ) == (
        24,
        0.5,
    )
    other = visitor()
    other.query_params["batch_size"] = "banana"
    other.run()
    assert errors(other) == ["batch_size: expected a whole number, but got 'banana'."]
    assert not button(other, "Start training").disabled


def test_a_link_names_a_preset_and_one_that_is_not_there_is_told(page: AppTest) -> None:
    page.query_params["preset"] = "points"
    page.run()
    assert (page.session_state.choices["train.preset"], errors(page)) == ("points", [])
    other = visitor()
    other.query_params["preset"] = "nope"
    other.run()
    assert errors(other)[0].startswith("There is no preset called nope. These can be named in a link: quick, fashion,")


def test_a_link_cannot_make_the_server_read_a_folder(page: AppTest) -> None:
    page.query_params["dataset"] = "images"
    page.query_params["dataset.path"] = "/etc"
    page.run()
    assert bound(page.selectbox, "train.field.dataset").value == "mnist"
    assert "/etc" not in json.dumps(page.session_state.choices)


def test_a_run_that_is_not_there_is_named(page: AppTest) -> None:
    page.query_params["run"] = "../../etc"
    page.run()
    assert errors(page) == ["There is no run called ../../etc. It may have been deleted."]
    assert not page.exception


@pytest.mark.trial
@pytest.mark.slow
def test_start_pause_single_steps_and_checkpoint_cards(page: AppTest) -> None:
    opening(page, "train").run()
    button(page, "Start training").click().run()
    run_id = page.session_state.choices["run"]
    assert run_id in page.query_params["run"]

    def running() -> bool:
        page.run()
        return page.session_state.view.state == "running" and page.session_state.view.step > 0

    until(running, "it trains", 60)
    assert button(page, "1 step").disabled
    button(page, "Pause").click().run()
    until(lambda: page.run().session_state.view.state == "paused", "it pauses")
    held = page.session_state.view.step
    button(page, "10 steps").click().run()
    until(lambda: page.run().session_state.view.step == held + 10, "ten steps more")
    button(page, "Save checkpoint").click().run()
    until(lambda: held + 10 in page.run().session_state.view.kept, "the checkpoint is kept")
    cards = page.run().session_state.checkpoints
    assert cards[0]["step"] == 0
    assert [card["step"] for card in cards if card["kept"]] == [held + 10]
    assert cards[0]["thumbnail"] == f"ganboard/picture/{run_id}/0.png"
    assert not button(page, "Resume").disabled


@pytest.mark.slow
def test_chinese(page: AppTest) -> None:
    page.query_params["lang"] = "zh"
    page.run()
    assert button(page, "开始训练")
    bound(page.selectbox, "train.field.architecture").set_value("mlp").run()
    button(page, "开始训练").click().run()
    assert "mlp" in errors(page)[0]
    assert "expected" not in errors(page)[0]


def test_the_story_is_that_of_the_chosen_method(page: AppTest) -> None:
    def story() -> str:
        return next(each.value for each in page.get("html") if "gb-story" in each.value)

    page.run()
    assert "play against each other" in story()
    bound(page.button_group, "train.preset").set_value("vae").run()
    assert not page.exception
    assert "work together" in story()


@pytest.mark.trial
def test_a_gan_and_a_vae_are_started_side_by_side(page: AppTest, tmp_path: Path) -> None:
    page.run()
    bound(page.number_input, "train.field.seed").set_value(5).run()
    button(page, "GAN and VAE side by side").click().run()
    assert not page.exception
    runs = list(all_runs(tmp_path / "runs"))
    configs = {run.status()["name"]: run.config() for run in runs}
    assert configs.keys() == {"GAN", "VAE"}
    assert {(config.seed, config.seconds, config.dataset.name) for config in configs.values()} == {(5, 60, "mnist")}
    assert [config.method.name for _name, config in sorted(configs.items())] == ["gan", "vae"]
    compared = page.multiselect[0].value  # the Runs page, with both chosen
    assert sorted(compared) == sorted(run.id for run in runs)
    begun = page.session_state.choices  # the visitor's next training stops both
    assert sorted([begun["train.own"], *begun["train.beside"]]) == sorted(compared)
