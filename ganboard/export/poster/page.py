"""A poster as HTML: everything in one file, in one language, for light and dark, screen and paper."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import segno

from ganboard import figures
from ganboard.export.poster.facts import Facts
from ganboard.export.poster.strips import Strips
from ganboard.i18n import render
from ganboard.metrics.base import METRICS
from ganboard.metrics.reading import shown

HERE = Path(__file__).parent
STILLS = 7
"""Frames of a slider that are shown side by side, where nothing can be slid: on paper."""
MOST_NAMES = 20
"""Classes whose names stand above their columns, at most."""
LONGEST_CODE = 400
"""Letters of a link that a phone's camera still reads."""

OWN_COMPUTER = ("localhost", "127.0.0.1", "::1")
"""Where every computer finds itself."""

Translate = Callable[[str], str]


def written(facts: Facts, strips: Strips, language: str, _: Translate) -> str:
    """The page.

    Args:
        facts: What is known.
        strips: What can be slid.
        language: Its code, as HTML names it.
        _: Translates a text into it.
    """
    style, script = ((HERE / f"poster.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    title = html.escape(_(facts.title))
    body = "".join(part(facts, strips, _) for part in (_head, _picture, _sliders, _nearest, _numbers, _again))
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title} · GANBoard</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _head(facts: Facts, strips: Strips, _: Translate) -> str:
    story = _(
        "A computer program, the generator, made these from noise. It had trained up to step {steps}, for {seconds}."
    )
    if "translate" in facts.config.method.abilities:
        story = _(
            "A computer program, the generator, made these from drawings. It had trained up to step "
            "{steps}, for {seconds}."
        )
    if "swap" in facts.config.method.abilities:
        story = _(
            "From the second row on, every other row was made from the row above it by a computer program: two generators. "
            "It had trained up to step {steps}, for {seconds}."
        )
    told = story.format(steps=f"{facts.step:,}", seconds=_time(facts.seconds, _))
    title = html.escape(_(facts.title))
    return f"<header><h1>{title}</h1><p>{html.escape(told)}</p></header>\n"


def _picture(facts: Facts, strips: Strips, _: Translate) -> str:
    alt = _(facts.config.dataset.medium.words.made).format(step=f"{facts.step:,}")
    spec, names = facts.config.network_spec, ""
    if spec.columns and spec.columns <= MOST_NAMES:
        each = "".join(f"<span>{html.escape(render(title, _))}</span>" for title in facts.config.dataset.titles())
        names = f'<div class="names" aria-hidden="true" style="--columns: {spec.columns}">{each}</div>'
    look = ' class="smooth"' if facts.of_points else ""
    said = _("Drawn by the generator")
    return (
        f'<figure class="made">{names}<img{look} src="{_data(facts.picture)}" alt="{html.escape(alt)}">'
        f"<figcaption>{html.escape(said)}</figcaption></figure>\n"
    )


def _sliders(facts: Facts, strips: Strips, _: Translate) -> str:
    title = _heading(_("Slide through its imagination"))
    if strips.problem is not None:
        return f'<section class="sliders">{title}<p>{html.escape(render(strips.problem, _))}</p></section>\n'
    about = _("Each slider changes the noise in another way. The first one changes most.")
    rows = "".join(_slider(number, strips, facts.of_points, _) for number in range(len(strips.frames)))
    return f'<section class="sliders">{title}<p class="hint">{html.escape(about)}</p>{rows}</section>\n'


def _slider(number: int, strips: Strips, smooth: bool, _: Translate) -> str:
    frames, of_class = strips.frames[number], strips.classes[number]
    count, height, width = frames.shape[:3]
    name = _("Slider {number}").format(number=number + 1)
    if of_class is not None:
        name = _("Slider {number}: “{name}”").format(number=number + 1, name=render(of_class, _))
    shows = _("{slider}. Shown: frame {frame} of {count}.").format(slider=name, frame="{frame}", count=count)
    middle, sheet = count // 2, f"strip{number}"
    row = _data(figures.grid(frames, count, gap=0))
    look = ' class="smooth"' if smooth else ""
    stills = np.linspace(0, count - 1, STILLS).round().astype(int)

    def window(frame: int, more: str) -> str:
        return f'<svg viewBox="0 0 {width} {height}" {more}><use href="#{sheet}" x="{-frame * width}"/></svg>'

    film = "".join(window(int(frame), 'aria-hidden="true"') for frame in stills)
    large = window(
        middle, f'class="large" role="img" aria-label="{html.escape(shows.replace("{frame}", str(middle + 1)))}"'
    )
    return (
        f'<div class="slider" data-width="{width}" data-shows="{html.escape(shows)}">'
        f'<svg width="0" height="0" aria-hidden="true"><defs><image id="{sheet}"{look} width="{count * width}" '
        f'height="{height}" href="{row}"/></defs></svg>{large}'
        f"<label>{html.escape(name)}"
        f'<input type="range" min="0" max="{count - 1}" value="{middle}"></label>'
        f'<div class="film">{film}</div></div>'
    )


def _nearest(facts: Facts, strips: Strips, _: Translate) -> str:
    if facts.of_points:
        return ""
    title = _heading(_("Is it copied? The nearest training pictures"))
    if not len(facts.nearest):
        problem = "" if facts.missing is None else render(facts.missing, _)
        said = _("There is nothing to compare with. {problem}").format(problem=problem).strip()
        return f'<section class="nearest">{title}<p>{html.escape(said)}</p></section>\n'
    about = _(
        "Left a fake, right the training picture most like it. The number says by how many of 255 levels of brightness a pixel "
        "differs on average: 0 would be a copy."
    )
    pairs = "".join(_pair(facts, number, _) for number in range(len(facts.nearest)))
    return (
        f'<section class="nearest">{title}<div class="pairs">{pairs}</div>'
        f'<p class="hint">{html.escape(about)}</p></section>\n'
    )


def _pair(facts: Facts, number: int, _: Translate) -> str:
    gap = shown(float(facts.apart[number]))
    alts = (
        _("Fake {number}, made by the generator.").format(number=number + 1),
        _("The training picture nearest to fake {number}, {distance} levels away.").format(
            number=number + 1, distance=gap
        ),
    )
    images = "".join(
        f'<img class="{role}" src="{_data(image)}" alt="{html.escape(alt)}">'
        for role, image, alt in zip(("fake", "real"), (facts.fakes[number], facts.nearest[number]), alts, strict=True)
    )
    return f"<figure>{images}<figcaption>{html.escape(gap)}</figcaption></figure>"


def _numbers(facts: Facts, strips: Strips, _: Translate) -> str:
    config = facts.config
    rows = [
        (_("Learned from"), _(type(config.dataset).title)),
        (_("Method"), _(type(config.method).title)),
        (_("Steps of training"), f"{facts.step:,}"),
        (_("Time of training"), _time(facts.seconds, _)),
        (_("Seed"), str(config.seed)),
        (_("Distance from real pictures"), _distance(facts, _)),
    ]
    if facts.of_points:
        rows[-1] = (_("Distance from real points"), _("GANBoard measures points on its page Evaluate."))
    each = "".join(f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd></div>" for name, value in rows)
    title = _heading(_("In numbers"))
    return f'<section class="numbers">{title}<dl>{each}</dl></section>\n'


def _distance(facts: Facts, _: Translate) -> str:
    reading = facts.distance
    interval = None if reading is None else reading.leading
    if reading is None or interval is None:
        return _(
            "Not measured yet. Open this training on GANBoard's page Evaluate, measure, and download the poster again."
        )
    template = _("{value}, 95% interval {low} to {high} ({metric}; smaller is better).")
    texts = [
        template.format(
            value=shown(interval.value, reading.unit),
            low=shown(interval.low, reading.unit),
            high=shown(interval.high, reading.unit),
            metric=_(METRICS.get(reading.name).title),
        )
    ]
    if reading.best is not None:
        texts.append(
            _("Real pictures that it never saw: {value}.").format(value=shown(reading.best.value, reading.unit))
        )
    if facts.distance_step != facts.step:
        texts.append(_("Measured at step {step}.").format(step=f"{facts.distance_step:,}"))
    return " ".join(texts).replace("。 ", "。")


def _again(facts: Facts, strips: Strips, _: Translate) -> str:
    title = _heading(_("Make it yourself"))
    note = "" if facts.note is None else f"<p>{html.escape(render(facts.note, _))}</p>"
    if not facts.link:
        return f'<section class="again">{title}{note}</section>\n'
    about = _(
        "Start GANBoard, open this link, and press the button that starts the training. It begins with the same seed."
    )
    link = html.escape(facts.link)
    return (
        f'<section class="again">{_code(facts.link, _)}<div>{title}<p>{html.escape(about)}</p>{note}'
        f'<p class="link"><a href="{link}">{link}</a></p></div></section>\n'
    )


def _code(link: str, _: Translate) -> str:
    """The link for a phone's camera; nothing where it is too long for one, or leads a phone to itself."""
    if len(link) > LONGEST_CODE or urlsplit(link).hostname in OWN_COMPUTER:
        return ""
    made = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        made, kind="svg", border=2, light="#fff", omitsize=True, xmldecl=False, svgns=False
    )
    alt = html.escape(_("QR code of the link beside it."))
    return f'<div class="code" role="img" aria-label="{alt}">{made.getvalue().decode()}</div>'


def _heading(text: str) -> str:
    return f"<h2>{html.escape(text)}</h2>"


def _time(seconds: float, _: Translate) -> str:
    if seconds < 120:
        return _("{seconds} seconds").format(seconds=f"{seconds:.1f}")
    return _("{minutes} minutes").format(minutes=f"{seconds / 60:,.1f}")


def _data(image: np.ndarray) -> str:
    """An image, uint8 (height, width, 1 or 3), as an address that holds it."""
    buffer = io.BytesIO()
    figures.to_pil(image).save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
