"""How tests find the widgets of a page: by the name of the choice that they are bound to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def bound(widgets: Iterable[Any], name: str) -> Any:
    """The one widget of a choice among, for instance, ``page.selectbox``."""
    (found,) = [each for each in widgets if str(each.key).partition("|")[0] == name]
    return found
