"""What the generator will learn from, before the start."""

from __future__ import annotations

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app import controls
from ganboard.app.pictures import data_url
from ganboard.app.session import _
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data
from ganboard.run_data import real_grid


def show_real(uploaded: Data | None) -> None:
    """Some of the images that the form names; nothing where there are none yet.

    Args:
        uploaded: The visitor's own images, if the form names those.
    """
    name = controls.value("dataset")
    if name != controls.UPLOAD:
        picture, origin = _shipped(name), _(DATASETS.get(name).origin)
    elif uploaded is not None:
        picture, origin = figures.png(figures.grid(uploaded.images[:60], 10)), ""
    else:
        return
    title, alt = _("Real images"), _("Some of the real images that the generator will learn to imitate.")
    st.html(
        f'<figure class="gb-preview"><figcaption class="gb-real">{title}</figcaption>'
        f'<img src="{data_url(picture)}" alt="{alt}">'
        f'<figcaption class="gb-origin">{origin}</figcaption></figure>'
    )


@st.cache_data(show_spinner=False)
def _shipped(name: str) -> bytes:
    dataset = DATASETS.create(name)
    data = dataset.load()
    if data.labels is None:
        return figures.png(figures.grid(data.images[np.arange(60) % len(data)], 10))
    return figures.png(real_grid(data, TrainConfig(dataset=dataset, conditional=True), rows=6))
