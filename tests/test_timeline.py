from itertools import pairwise
from random import Random

import pytest

from ganboard.timeline import next_due, to_drop


def dues(count: int) -> list[int]:
    """The first steps at which a checkpoint is due."""
    steps = [0]
    while len(steps) <= count:
        steps.append(next_due(steps[-1]))
    return steps[1:]


def test_the_first_checkpoints_are_five_steps_apart_then_a_fifth_more() -> None:
    assert dues(8) == [5, 10, 15, 20, 25, 30, 36, 43]
    assert all(1.15 < later / step < 1.25 for step, later in pairwise(dues(60)[10:]))


def test_what_is_due_does_not_depend_on_where_one_asks() -> None:
    expected = dues(30)
    for step in range(expected[-2]):
        assert next_due(step) == min(due for due in expected if due > step)


def test_a_million_steps_are_some_dozens_of_checkpoints() -> None:
    assert sum(due <= 1_000_000 for due in dues(100)) < 80


@pytest.mark.parametrize("seed", range(40))
def test_what_stays_fits_and_the_first_the_last_and_the_kept_stay(seed: int) -> None:
    chance = Random(seed)
    sizes = {chance.randrange(100_000): chance.randrange(1, 100) for _ in range(chance.randrange(1, 60))}
    keep = frozenset(chance.sample(sorted(sizes), min(len(sizes), chance.randrange(4))))
    budget = chance.randrange(0, sum(sizes.values()) + 50)
    dropped = to_drop(sizes, budget, keep)
    stays = set(sizes) - set(dropped)
    assert len(dropped) == len(set(dropped))
    assert {min(sizes), max(sizes), *keep} <= stays
    left = sum(sizes[step] for step in stays)
    assert left <= budget or stays == {min(sizes), max(sizes), *keep}
    if dropped:  # no more goes than must
        assert left + sizes[dropped[-1]] > budget


def test_nothing_goes_while_all_fits() -> None:
    assert to_drop({5: 10, 10: 10, 15: 10}, 30) == []
    assert to_drop({}, 0) == []
    assert to_drop({5: 10}, 0) == []
    assert to_drop({5: 10, 9: 10}, 0) == []


def test_what_stays_is_spread_on_a_log_scale() -> None:
    steps = dues(50)  # 5 to some hundred thousand
    stays = sorted(set(steps) - set(to_drop(dict.fromkeys(steps, 1), 12)))
    assert len(stays) == 12
    ratios = [(later + 1) / (step + 1) for step, later in pairwise(stays)]
    even = ((steps[-1] + 1) / (steps[0] + 1)) ** (1 / 11)
    assert max(ratios) < even**2
    assert min(ratios) > even**0.4


def test_a_run_that_thins_as_it_goes_stays_spread_out() -> None:
    sizes: dict[int, int] = {}
    for step in dues(60):
        sizes[step] = 1
        for gone in to_drop(sizes, 10):
            del sizes[gone]
    steps = sorted(sizes)
    even = ((steps[-1] + 1) / (steps[0] + 1)) ** (1 / 9)
    assert len(steps) == 10
    assert max((later + 1) / (step + 1) for step, later in pairwise(steps)) < even**2.2
