"""Cases that only `make trials` runs."""

from __future__ import annotations

from typing import Any

import pytest


def again(*values: Any, **marked: Any) -> Any:
    """A case of the trials: what it shows, another case shows as well; ``marked`` goes to ``pytest.param``."""
    return pytest.param(*values, marks=pytest.mark.trial, **marked)
