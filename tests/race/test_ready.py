"""Each ready-made race can be started, and what its entrants are called is not the same for two of them."""

from __future__ import annotations

import pytest

from ganboard.race.entry import entered
from ganboard.race.ready import READY, Ready


@pytest.mark.parametrize("race", READY.values(), ids=list(READY))
def test_it_is_a_race(race: Ready) -> None:
    configs = race.configs(seed=3)
    found = entered(configs, race.by, race.length)
    assert {config.seed for config in found} == {3}
    assert len({entrant.name for entrant in race.entrants}) == len(found)
    assert len({config.network_spec.classes for config in found}) == 1  # the same is asked of all
