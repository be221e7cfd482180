"""The trees of branches on the Runs page."""

from __future__ import annotations

from typing import Any

from ganboard.app.components import mount
from ganboard.app.paths import base
from ganboard.app.session import _
from ganboard.figures import APART


def branches(key: str, trees: list[list[dict[str, Any]]]) -> str | None:
    """Which run left which, drawn over their steps.

    Args:
        key: Identity of the component.
        trees: Of each tree its runs from above, those that left a run below it: ``run``, ``above`` (the number of the run that it
            left in this list; None of the first), ``left`` and ``step`` (where it left that one, and where it stands), ``name``,
            ``about`` (text), ``changed`` (whether it has something otherwise), ``gone``, ``picture`` (the step of its newest, or
            None) and ``grid`` (whether that is made of small pictures).

    Returns:
        The run that a visitor opened just now; None where there is none.
    """
    result = mount("branches", "tree")(
        key=key,
        data={"base": base(), "trees": trees, "colours": list(APART), "words": {"open": _("Open {run}")}},
        on_open_change=lambda: None,
    )
    return str(result.open) if result.open else None
