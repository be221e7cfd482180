"""Numbers in sentences."""

from ganboard.theory.wording import decimal


def test_a_minus_is_a_minus_and_zero_has_none() -> None:
    assert [decimal(value) for value in (1.234, -1.234, -0.001, 0.0)] == ["1.23", "−1.23", "0.00", "0.00"]
    assert decimal(-2.6, 0) == "−3"
