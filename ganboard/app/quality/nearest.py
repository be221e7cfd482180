"""The training image nearest to each of some fakes: does the generator make something new, or copy?"""

from __future__ import annotations

import html

import numpy as np
import streamlit as st

from ganboard import figures
from ganboard.app.pictures import data_url, large
from ganboard.app.session import _, say
from ganboard.evaluation.report import Evaluation, Sights
from ganboard.metrics.reading import shown


def show_nearest(evaluation: Evaluation, sights: Sights) -> None:
    """Pairs side by side, and a sentence on copying."""
    near = suspicious(sights) | same(sights)
    st.markdown(f"**{_summary(near, sights)}**")
    for name in ("exact", "memorisation"):
        if name in evaluation.readings:
            st.markdown(say(evaluation.readings[name].sentence))
    fake, real = html.escape(_("fake")), html.escape(_("nearest training image"))
    names = f"<span class='gb-fake'>{fake}</span> · <span class='gb-real'>{real}</span>"
    pairs = "".join(_pair(sights, index, bool(near[index])) for index in range(len(sights.nearest)))
    st.html(f"<p class='gb-eyebrow'>{names}</p><div class='gb-pairs gb-gallery'>{pairs}</div>")
    st.caption(
        _(
            "Near is meant by what the network sees, not by pixels; the number is that distance. What is nearer than 99 of 100 "
            "real images that were never trained on has a frame. These lie near training images too, so being alike alone is no "
            "copy."
        )
    )


def suspicious(sights: Sights) -> np.ndarray:
    """Which of the pairs are nearer than 99 of 100 unseen real images: bool, (shown,); none where that is not known."""
    return sights.distances < sights.usual[0]  # False beside NaN


def same(sights: Sights) -> np.ndarray:
    """Which of the pairs are one picture, pixel by pixel: bool, (shown,)."""
    count = len(sights.nearest)
    return (sights.fakes[:count] == sights.nearest).reshape(count, -1).all(axis=1)


def _summary(near: np.ndarray, sights: Sights) -> str:
    count = int(near.sum())
    copies = int(same(sights).sum())
    if copies:
        template = _("{copies} of these {count} fakes are a training image, pixel by pixel.")
        if copies == 1:
            template = _("One of these {count} fakes is a training image, pixel by pixel.")
        return template.format(copies=copies, count=len(near))
    if np.isnan(sights.usual[0]):
        return _("There are no unseen real images that would tell how near is usual.")
    if not count:
        template = _("None of these {count} looks copied.")
        return template.format(count=len(near))
    template = _(
        "{near} of these {count} come very near to something that was learned from: look whether they are copies."
    )
    if count == 1:
        template = _(
            "One of these {count} comes very near to something that was learned from: look whether it is a copy."
        )
    return template.format(near=count, count=len(near))


def _pair(sights: Sights, index: int, near: bool) -> str:
    sheet = np.stack([sights.fakes[index], sights.nearest[index]])
    distance = shown(float(sights.distances[index]))
    alt = _("Fake {number} and the training image nearest to it, distance {distance}.").format(
        number=index + 1, distance=distance
    )
    flag = html.escape(_("very near")) if near else ""
    source = data_url(figures.png(figures.grid(sheet, 2, gap=2, background=128)))
    style = " class='gb-near'" if near else ""
    image = large(f"<img src='{source}' alt='{html.escape(alt)}'>", alt)
    return f"<figure{style}>{image}<figcaption>{distance} <b>{flag}</b></figcaption></figure>"
