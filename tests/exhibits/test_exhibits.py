"""Every exhibit is complete: its words, its settings, and how its lever and its remedy are pulled."""

from __future__ import annotations

import re

import pytest

from ganboard.branches import possible
from ganboard.exhibits import EXHIBITS, Exhibit

SENTENCES = ("summary", "look_at", "why")
LABELS = ("title", "lever", "cure")
every = pytest.mark.parametrize("exhibit", list(EXHIBITS), ids=lambda exhibit: exhibit.name)


def test_there_are_as_many_as_the_museum_promises_each_in_a_place_of_its_own() -> None:
    assert len(EXHIBITS.names()) >= 10
    assert len({exhibit.order for exhibit in EXHIBITS}) == len(EXHIBITS.names())
    assert len({exhibit.title for exhibit in EXHIBITS}) == len(EXHIBITS.names())


@every
def test_its_words_are_there(exhibit: type[Exhibit]) -> None:
    for name in SENTENCES:
        assert getattr(exhibit, name).endswith("."), name
    for name in LABELS:
        assert getattr(exhibit, name), name
        assert not getattr(exhibit, name).endswith("."), f"{name} is a label"
    assert re.fullmatch(r".+ 20\d\d, .+, (arXiv:\d{4}\.\d{4,5}|doi:\S+)", exhibit.reference)
    assert f"Reference: {exhibit.reference}." in (exhibit.__doc__ or "")
    assert "Differs from the paper:" in (exhibit.__doc__ or "")


@every
def test_the_lever_spoils_and_the_remedy_mends_what_the_lever_changed(exhibit: type[Exhibit]) -> None:
    healthy, spoilt, mended = exhibit.healthy(3), exhibit.spoilt(3), exhibit.mended(3)
    assert healthy.seed == spoilt.seed == mended.seed == 3
    assert spoilt != healthy
    assert mended != spoilt
    assert exhibit.steps_to_break > 0
    assert exhibit.steps_to_mend > 0


@every
def test_what_has_learned_before_can_go_on_with_the_lever_pulled(exhibit: type[Exhibit]) -> None:
    """Where networks or data are others there is nothing to go on with: such an exhibit is spoilt from the start."""
    if exhibit.warm:
        assert possible(exhibit.healthy(), exhibit.sabotage)
    if exhibit.warm and exhibit.back:
        assert possible(exhibit.healthy(), {**exhibit.sabotage, **exhibit.remedy})
