"""What can be asked of a training: for every preset some questions, each one change that leaves data and networks alone."""

from __future__ import annotations

import pytest

from ganboard.branches import possible
from ganboard.changes import Changes
from ganboard.config import TrainConfig
from ganboard.presets import PRESETS
from ganboard.race.whatif import FIXED, OFFERED, WHAT_IFS, changeable, offered, parts


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_has_questions_and_each_is_a_change_that_can_be(name: str) -> None:
    config = PRESETS[name].config()
    dials = Changes(config).at(0)
    found = list(offered(config, dials))
    assert 3 <= len(found) <= OFFERED
    flat = config.to_flat()
    for question, settings in found:
        assert settings, question.name
        assert possible(config, settings), question.name
        assert any(flat[name] != value for name, value in settings.items()), question.name


def test_every_question_is_asked_of_some_training() -> None:
    configs = [preset.config(**more) for preset in PRESETS.values() for more in ({}, {"batch_size": 64})]
    configs += [TrainConfig(penalty="none", discriminator_steps=2, objective="hinge", generator_learning_rate=1.0)]
    asked = {question.name for config in configs for question, _ in offered(config, {})}
    assert asked == {question.name for question in WHAT_IFS}


def test_a_question_is_about_the_dials_as_they_stand() -> None:
    config = TrainConfig(discriminator_learning_rate=0.001)
    asked = {question.name: settings for question, settings in offered(config, {"discriminator_learning_rate": 0.004})}
    assert asked["judge"] == {"discriminator_learning_rate": pytest.approx(0.02)}
    full = {question.name: settings for question, settings in offered(config, {"discriminator_learning_rate": 1.0})}
    assert "judge" not in full  # it cannot learn faster
    assert full["fast"] == {
        "generator_learning_rate": pytest.approx(0.02),
        "discriminator_learning_rate": 1.0,
    }


@pytest.mark.parametrize("name", ["quick", "vae", "points", "sketch"])
def test_any_setting_may_change_but_data_networks_chance_and_end(name: str) -> None:
    config = PRESETS[name].config()
    found = changeable(config)
    assert {each.partition(".")[0] for each in found}.isdisjoint({*FIXED, "architecture", "latent_size", "conditional"})
    assert set(config.method.dials) <= set(found)
    for each, (_info, registry) in found.items():
        if registry is not None:
            assert config.to_flat()[each] in parts(config, each, registry)
            assert len(parts(config, each, registry)) > 1
