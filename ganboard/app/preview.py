"""What the generator will learn from, before the start."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app import controls
from ganboard.app.own_points import drawing
from ganboard.app.pictures import large, thumb
from ganboard.app.session import _
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data
from ganboard.media import ImageMedium
from ganboard.run_data import real_picture

MOST_POINTS = 1_000
"""Points of a preview; more would be one stain."""
COLUMNS = 10
"""Pictures in a row."""


def show_real(uploaded: Data | None) -> None:
    """Some of the images that the form names; nothing where there are none yet.

    Args:
        uploaded: The visitor's own images, if the form names those.
    """
    name = controls.value("dataset")
    if controls.own() and name == controls.POINTS and drawing():
        return  # the pad shows them
    if uploaded is not None:
        medium = DATASETS.create(name).medium.fitted(uploaded.samples)
        most = 60 if isinstance(medium, ImageMedium) else MOST_POINTS
        picture, origin = figures.png(medium.sheet(uploaded.samples[:most], COLUMNS, role="real")), ""
    elif not controls.own():
        kind = controls.value("dataset.kind") if name == controls.POINTS else ""
        picture, origin = _shipped(name, kind), _(DATASETS.get(name).origin)
    else:
        return
    said = DATASETS.create(name).medium.words
    title, alt = _(said.real), _(said.preview)
    looks = "gb-preview gb-cloud" if name == controls.POINTS else "gb-preview"
    image = thumb(picture, alt)
    told: dict[str, Any] = {"smooth": True} if name == controls.POINTS else {"columns": COLUMNS}
    st.html(
        f'<figure class="{looks}"><figcaption class="gb-real">{title}</figcaption>{large(image, title, title, **told)}'
        f'<figcaption class="gb-origin">{origin}</figcaption></figure>'
    )


@st.cache_data(show_spinner=False)
def _shipped(name: str, kind: str) -> bytes:
    dataset = DATASETS.create({"name": name, "kind": kind} if kind else name)
    if dataset.medium.frames > 1:  # some are soon drawn, all take a while
        return dataset.medium.picture(np.asarray(dataset.some(2 * COLUMNS).samples), COLUMNS, role="real")
    data = dataset.load()
    if not isinstance(dataset.medium, ImageMedium):
        return figures.png(dataset.medium.fitted(data.samples).sheet(data.samples[:MOST_POINTS], 1, role="real"))
    config = TrainConfig(dataset=dataset, conditional=bool(dataset.classes))
    if not config.network_spec.columns:
        return figures.png(figures.grid(data.samples[np.arange(60) % len(data)], COLUMNS))
    return real_picture(data, config, rows=6)
