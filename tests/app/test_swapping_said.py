"""What Evaluate says of a training without pairs: what stays is said only of pictures that have come to the other side."""

from __future__ import annotations

from ganboard.app.quality.swapping import verdict


def said(turned: int, away: list[int], home: list[int]) -> str:
    return verdict({"count": 240, "turned": turned, "away": away, "home": home}, "by day", "by night")


def test_what_stays_is_said_of_those_that_came() -> None:
    assert said(120, [120, 60], [120, 108]) == (
        "by day → by night: 50 of 100 pictures look like the other side now. Of what the judges see in these, 75 of 100 things are "
        "unchanged; home again, 95."
    )


def test_where_hardly_any_came_no_number_says_that_it_stays() -> None:
    for turned in (0, 2, 23):
        text = said(turned, [turned], [turned])
        assert text.startswith("by day → by night: hardly any picture looks like the other side yet (")
        assert "unchanged" not in text
