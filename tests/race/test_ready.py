"""Each ready-made race can be started, and what its entrants are called is not the same for two of them."""

from __future__ import annotations

import numpy as np
import pytest

from ganboard.race.entry import entered
from ganboard.race.ready import FEW, READY, Ready, few_digits


@pytest.mark.parametrize("race", READY.values(), ids=list(READY))
def test_it_is_a_race(race: Ready) -> None:
    configs = race.configs(seed=3)
    found = entered(configs, race.by, race.length)
    assert {config.seed for config in found} == {3}
    assert len({entrant.name for entrant in race.entrants}) == len(found)
    assert len({config.network_spec.classes for config in found}) == 1  # the same is asked of all


def test_few_digits_are_as_many_of_each_kind_and_have_no_names() -> None:
    data = few_digits()
    assert (len(data), data.labels) == (FEW, None)
    assert len(np.unique(data.samples.reshape(FEW, -1), axis=0)) == FEW
