import numpy as np

from ganboard.creatures.factors import (
    BODY,
    COLOUR,
    EYES,
    FACTORS,
    KINDS,
    NAMES,
    TOP,
    kind_numbers,
    kinds,
    named,
    never_shown,
)


def test_there_are_648_kinds_and_each_has_its_number() -> None:
    every = kinds()
    assert every.shape == (KINDS, 5) == (648, 5)
    assert len({tuple(kind) for kind in every}) == 648
    assert kind_numbers(every).tolist() == list(range(648))


def test_every_value_has_a_title() -> None:
    assert NAMES == ("colour", "body", "eyes", "mouth", "top")
    assert all(len(factor.values) == len(factor.titles) == len(factor) for factor in FACTORS)


def test_15_percent_of_the_pairs_are_never_shown_and_every_value_is_still_seen_often() -> None:
    every, hidden = kinds(), never_shown(kinds())
    for first, second, share in ((COLOUR, EYES, 3 / 18), (BODY, TOP, 2 / 12)):
        ones, others = every[:, FACTORS.index(first)], every[:, FACTORS.index(second)]
        gone = sum(hidden[(ones == i) & (others == j)].all() for i in range(len(first)) for j in range(len(second)))
        assert gone == round(0.15 * len(first) * len(second)) == share * len(first) * len(second)
    for column, factor in enumerate(FACTORS):
        for value in range(len(factor)):
            assert (~hidden[every[:, column] == value]).mean() > 0.5, (factor.name, value)
    assert hidden.sum() == 198


def test_a_red_creature_with_three_eyes_is_never_shown_but_a_blue_one_is() -> None:
    red, blue = [0, 0, 2, 0, 0], [4, 0, 2, 0, 0]
    assert never_shown(np.array([red, blue])).tolist() == [True, False]
    assert named({"colour": "red", "eyes": "3"}) == {"colour": 0, "eyes": 2}
