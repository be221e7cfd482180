"""A failed test that is tried once more begins as its file does: what the first try left behind would decide the second."""

from __future__ import annotations

import pytest


def begin_anew(item: pytest.Function, *fixtures: str) -> None:
    """Before a second try end fixtures of a longer life, and with them all that was made with their help.

    To be called from ``pytest_runtest_setup``, before pytest's own; a first try finds everything as it is.

    Args:
        item: The test.
        fixtures: Names; those that the test does not use are left alone.
    """
    if getattr(item, "execution_count", 1) > 1:  # counted by pytest-rerunfailures
        for name in fixtures:
            for definition in item._fixtureinfo.name2fixturedefs.get(name, ()):
                definition.finish(item._request)  # type: ignore[arg-type]
