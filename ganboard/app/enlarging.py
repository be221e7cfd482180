"""The window in which any picture is large, and the way from there to the Explore page.

What may be explored is named by the page: a place among a run's samples, or the noise itself. So it is looked at before it is
believed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ganboard.app.components import mount
from ganboard.app.connection import config_of
from ganboard.app.numbers import STEPS, whole
from ganboard.app.paths import base, page_file
from ganboard.app.session import _, toast
from ganboard.app.shelf import address_of
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.runs import Run, find_run, runs_root
from ganboard.sampler import fixed_points
from ganboard.shipped import archive_of, shipped
from ganboard.studio.points import text_of, vector

NOT_THERE = N_("This picture cannot be explored: its training keeps no checkpoint of that time. Explore a later one.")
UNKNOWN = N_("This picture cannot be explored: the page named no place that there is. Reload it.")


def enlarging() -> None:
    """Put the window on the page. To be called on every page, at its end."""
    words = {
        "enlarge": _("Enlarge"),
        "close": _("Close"),
        "before": _("Picture before"),
        "after": _("Next picture"),
        "place": _("Picture {number} of {count}"),
        "one": _("Picture {number}"),
        "explore": _("Explore this one"),
        "stand": _("Hold still"),
        "go": _("Let them move"),
    }
    data = {"base": base(), "words": words}
    with st.container(key="enlarging"):
        result = mount("shared", "enlarge")(key="enlarge", data=data, on_explore_change=lambda: None)
    if result.explore:
        try:
            query = query_of(result.explore)
        except GANBoardError as error:
            toast(error.message)
            return
        st.switch_page(page_file("explore"), query_params=query)


def query_of(wish: Any) -> dict[str, str]:
    """The address' query under which a picture is explored.

    Args:
        wish: What the page says: ``run``, ``step``, and either ``cell``, the number of a place among the run's samples, or ``z``,
            base64 of float32, with the ``label`` of the class, None where none is told.

    Raises:
        GANBoardError: there is no such run, checkpoint or place.
    """
    if not isinstance(wish, dict):
        raise GANBoardError(UNKNOWN)
    source, step = str(wish.get("run")), whole(str(wish.get("step")), 0, STEPS)
    inside = archive_of(source)
    if inside:
        archive = shipped(inside)
        config, at = archive.config, archive.checkpoint.step
    else:
        run = find_run(runs_root(), source)
        config, at = config_of(run), _nearest(run, step)
    noise, label = _place(config, wish)
    classes = None
    if config.network_spec.classes:
        if label is None or not 0 <= label < config.network_spec.classes:
            raise GANBoardError(UNKNOWN)
        classes = [float(number == label) for number in range(config.network_spec.classes)]
    card = {"source": source, "step": at, "z": text_of(noise), "classes": classes, "psi": 1.0, "off": {}, "seed": None}
    return address_of(card)


def _nearest(run: Run, step: int | None) -> int:
    """The checkpoint at a step, or else the last one before it: of a training that goes on there is none of every step."""
    earlier = [each for each in run.steps() if step is not None and each <= step]
    if not earlier:
        raise GANBoardError(NOT_THERE)
    return earlier[-1]


def _place(config: TrainConfig, wish: dict[str, Any]) -> tuple[np.ndarray, int | None]:
    """Noise, float32 (latent_size,), and label of what is to be explored."""
    cell, label = wish.get("cell"), wish.get("label")
    if not isinstance(label, int | None):
        raise GANBoardError(UNKNOWN)
    if cell is None:
        return vector(wish.get("z"), config.network_spec.latent_size), label
    latents, labels = fixed_points(config.network_spec, config.seed, config.dataset.medium.rows)
    if not isinstance(cell, int) or not 0 <= cell < len(latents):
        raise GANBoardError(UNKNOWN)
    return latents[cell], None if labels is None else int(labels[cell])
