"""Precision and recall as two clouds of points; a click on a point shows its picture."""

from __future__ import annotations

import html
from typing import Any

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app.choices import choose
from ganboard.app.components.shared import in_address
from ganboard.app.pictures import data_url, large
from ganboard.app.session import _
from ganboard.app.tables import Table, charted, numeral
from ganboard.app.widgets import number as number_field
from ganboard.app.widgets import select
from ganboard.evaluation.report import Sights
from ganboard.i18n import N_

KINDS = {
    "real": N_("Training images"),
    "inside": N_("Fakes among real images"),
    "outside": N_("Fakes outside"),
}
"""What the points are, in the order of the chart's traces."""


def show_clouds(sights: Sights, key: str) -> None:
    """Both clouds, and the picture of one point of them.

    Args:
        sights: What is looked at.
        key: Of the checkpoint: another one begins with another point.
    """
    st.fragment(_draw)(sights, key)


def _draw(sights: Sights, key: str) -> None:
    members = members_of(sights)
    offered = [kind for kind in KINDS if len(members[kind])]
    kind_name, number_name = f"evaluate.clouds.kind.{key}", f"evaluate.clouds.number.{key}"
    left, right = st.columns([5, 2], gap="medium")
    with right:
        kind = select(
            kind_name,
            _("Pictures of"),
            offered,
            lambda each: f"{_(KINDS[each])} ({len(members[each])})",
            offered[-1],
            lambda: choose(number_name, 1),
        )
        at = number_field(number_name, _("Number"), 1, 1, len(members[kind]), step=1)
        _picture(sights, kind, at, int(members[kind][at - 1]))
    places = {"real": sights.real_places, "inside": sights.fake_places, "outside": sights.fake_places}
    groups = [(_(KINDS[each]), each, places[each][members[each]]) for each in KINDS]
    outside = len(members["outside"])
    with left:
        charted(
            figures.clouds(groups, (list(KINDS).index(kind), at - 1), (_("first direction"), _("second direction"))),
            _table(groups),
            f"clouds_{key}",
            lambda point: _picked(point, kind_name, number_name),
            alt=_("Two clouds of points: {real} training images, and {fake} fakes, of which {outside} outside.").format(
                real=len(members["real"]), fake=len(sights.outside), outside=outside
            ),
        )
    st.caption(
        _(
            "Each point is an image, placed by what the network sees in it, along the two directions in which real images differ "
            "most. A cross is a fake that lies in no real image's neighbourhood, counted in all directions, so it may lie among "
            "the others here. Where blue points have no orange ones near them, variety is missing."
        )
    )
    in_address("clouds")


def _table(groups: list[tuple[str, str, np.ndarray]]) -> Table:
    """How many points there are of each kind, where their middle is, and how far they lie from it."""
    heads = [_("Pictures of"), _("how many"), _("first direction, middle"), _("second direction, middle"), _("spread")]
    rows = []
    for name, _look, places in groups:
        numbers = (*places.mean(0), np.sqrt(places.var(0).sum())) if len(places) else (None, None, None)
        rows.append([name, f"{len(places):,}", *map(numeral, numbers)])
    return Table(_("Two clouds of points"), heads, rows)


def members_of(sights: Sights) -> dict[str, np.ndarray]:
    """Which images are of each kind: numbers, int64, into ``reals`` or ``fakes``."""
    return {
        "real": np.arange(len(sights.reals)),
        "inside": np.flatnonzero(~sights.outside),
        "outside": np.flatnonzero(sights.outside),
    }


def _picture(sights: Sights, kind: str, number: int, index: int) -> None:
    images = sights.reals if kind == "real" else sights.fakes
    caption = _("{kind}, number {number}").format(kind=_(KINDS[kind]), number=number)
    style = "real" if kind == "real" else "fake"
    image = f"<img src='{data_url(figures.png(images[index]))}' alt='{html.escape(caption)}'>"
    st.html(
        f"<figure class='gb-seen'>{large(image, caption)}"
        f"<figcaption class='gb-{style}'>{html.escape(caption)}</figcaption></figure>"
    )


def _picked(point: dict[str, Any], kind_name: str, number_name: str) -> None:
    """A point was clicked."""
    choose(kind_name, list(KINDS)[point["curve_number"]])
    choose(number_name, point["point_index"] + 1)
