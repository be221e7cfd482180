"""Arrays in, pictures out: image grids and chart specifications. No Streamlit."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from ganboard.errors import CheckpointError
from ganboard.i18n import N_

REAL, FAKE = "#0072B2", "#D55E00"
"""The colours of real images and of fakes, as everywhere."""
APART = ("#1B9AAA", "#D6336C", "#8A8D00", "#7B61D1")
"""Colours that mean nothing but "another one", for runs beside each other: 3:1 on white and on black."""
FAINT = {REAL: "rgba(0, 114, 178, 0.15)", FAKE: "rgba(213, 94, 0, 0.18)"}
UNTOLD: dict[str, Any] = {"hoverinfo": "skip", "mode": "lines", "showlegend": False}
"""Of what stands in a chart without a name and answers to no pointer."""


def grid(images: np.ndarray, columns: int, gap: int = 2, background: int = 255) -> np.ndarray:
    """Images side by side, row after row.

    Args:
        images: uint8, (count, height, width, channels), channels 1 or 3.
        columns: Images in a row, at least 1.
        gap: Pixels between images.
        background: Grey level of the gaps and of missing images, from 0 to 255.

    Returns:
        uint8, (rows * (height + gap) - gap, columns * (width + gap) - gap, channels).
    """
    count, height, width, channels = images.shape
    rows = -(-count // columns)
    cells = np.full((rows * columns, height + gap, width + gap, channels), background, np.uint8)
    cells[:count, :height, :width] = images
    sheet = cells.reshape(rows, columns, height + gap, width + gap, channels).transpose(0, 2, 1, 3, 4)
    sheet = sheet.reshape(rows * (height + gap), columns * (width + gap), channels)
    return sheet[: sheet.shape[0] - gap or None, : sheet.shape[1] - gap or None]


def columns_for(classes: int, count: int) -> int:
    """Images in a row: one per class, or a square."""
    return classes or round(count**0.5)


def enlarge(image: np.ndarray, factor: int) -> np.ndarray:
    """Every pixel of an image, (height, width, channels), as a square of ``factor`` pixels."""
    return image.repeat(factor, axis=0).repeat(factor, axis=1)


def difference(one: bytes, other: bytes, side: int, gap: int = 2) -> float:
    """How much two grids of images differ: the mean of their pixels' absolute differences, in levels from 0 to 255.

    Args:
        one: PNG, as :func:`grid` lays it out.
        other: PNG of the same size.
        side: Pixels of an image's side.
        gap: Pixels between images, which do not count.
    """
    arrays = [np.asarray(Image.open(io.BytesIO(each)).convert("RGB"), np.float64) for each in (one, other)]
    apart = np.abs(arrays[0] - arrays[1])
    rows, columns = (np.arange(count) % (side + gap) < side for count in apart.shape[:2])
    return float(apart[rows][:, columns].mean())


def to_pil(image: np.ndarray) -> Image.Image:
    """A Pillow image of a uint8 array, (height, width, 1 or 3)."""
    return Image.fromarray(image[:, :, 0] if image.shape[2] == 1 else image)


def png(image: np.ndarray) -> bytes:
    """A uint8 array, (height, width, 1 or 3), as a PNG file."""
    buffer = io.BytesIO()
    to_pil(image).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def moving_png(frames: Sequence[np.ndarray], milliseconds: int, times: int) -> bytes:
    """Pictures of one size, uint8, (height, width, 1 or 3), as one PNG file in which they follow one another.

    Who knows no such files, and :func:`read_png`, see the first.

    Args:
        frames: At least one.
        milliseconds: How long each stays.
        times: How often they are shown; then the first one stays.
    """
    buffer = io.BytesIO()
    first, *others = [to_pil(frame) for frame in [*frames, frames[0]]]
    options: dict[str, Any] = {"save_all": True, "append_images": others, "duration": milliseconds, "loop": times}
    first.save(buffer, "PNG", compress_level=1, **options)
    return buffer.getvalue()


def side_by_side(data: bytes, count: int) -> bytes:
    """The pictures of a file that :func:`moving_png` made, in one row, as a PNG file.

    Args:
        data: The file.
        count: Of how many pictures it was made.

    Raises:
        CheckpointError: as :func:`frames_of`.
    """
    return png(np.concatenate(frames_of(data, count), axis=1))


def frames_of(data: bytes, count: int) -> list[np.ndarray]:
    """The inverse of :func:`moving_png`: pictures, uint8, (height, width, 3).

    In the file one picture that stays longer may stand for neighbours that are equal, and a still one for all of them.

    Args:
        data: The file.
        count: Of how many pictures it was made.

    Raises:
        CheckpointError: the file is damaged, or cannot have been made of so many pictures.
    """
    frames: list[np.ndarray] = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            durations = []
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                durations.append(float(image.info.get("duration", 1.0)))
                frames.append(np.asarray(image.convert("RGB")))
        times = np.array(durations) * (count + 1) / sum(durations)  # at its end the first one comes again
        whole = times.round()
        if whole.min() < 1 or np.abs(times - whole).max() > 0.01:
            raise ValueError("not so many pictures")
    except Exception as error:  # on a damaged file Pillow raises nearly anything
        raise CheckpointError(N_("A picture of this training is damaged. Choose another moment of it.")) from error
    return [frame for frame, many in zip(frames, whole.astype(int), strict=True) for _ in range(many)][:count]


def read_png(data: bytes) -> np.ndarray:
    """The inverse of :func:`png`.

    Raises:
        CheckpointError: the file is damaged.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            array = np.asarray(image)
    except Exception as error:  # on a damaged file Pillow raises nearly anything
        raise CheckpointError(N_("A picture of this training is damaged. Choose another moment of it.")) from error
    return array[:, :, None] if array.ndim == 2 else array


def curves(
    lines: Sequence[tuple[str, Sequence[float], Sequence[float]]],
    across: str,
    up: str,
    marks: Sequence[tuple[int, float, str]] = (),
) -> Any:
    """A Plotly figure of curves that can be zoomed.

    Args:
        lines: (name, horizontal values, vertical values) of each curve.
        across: What the horizontal axis shows.
        up: What the vertical axis shows.
        marks: (number of the curve, horizontal value, what is told of it) of what happened there: a line from top to bottom.
    """
    from plotly import graph_objects  # takes half a second, which the other pages need not wait for

    figure = graph_objects.Figure(
        [
            graph_objects.Scatter(name=name, x=x, y=y, mode="lines", line={"color": APART[number % len(APART)]})
            for number, (name, x, y) in enumerate(lines)
        ]
    )
    for number, at, told in marks:
        look = {"color": APART[number % len(APART)], "width": 1, "dash": "dot"}
        place = {
            "x": [at] * 41,
            "y": [part / 40 for part in range(41)],
            "yaxis": "y2",
        }  # so that it can be met anywhere
        figure.add_scatter(
            **place, mode="lines", line=look, showlegend=False, name="", hovertemplate=f"{told}<extra></extra>"
        )
    if marks:
        figure.update_layout(yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True})
    return figure.update_layout(
        height=340,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        xaxis_title=across,
        yaxis_title=up,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02},
        showlegend=True,
    )


def step_place(step: int) -> float:
    """Where a training step stands on an axis on which early steps have room, and step 0 a place."""
    return math.log10(step + 1)


def quality_curve(
    points: Sequence[tuple[int, float, float, float]],
    best: tuple[float, float, float] | None,
    marks: dict[str, int],
    words: dict[str, str],
    log: bool = False,
) -> Any:
    """A Plotly figure of a number over training steps with its band, and the level of unseen real images.

    Args:
        points: Step, number, and the two ends of its interval; ascending, at least one.
        best: The number of unseen real images with its ends, or None.
        marks: ``"best"`` and ``"shown"``: steps among the points that are marked.
        words: Names of axes, curve, level and marks: ``across``, ``up``, ``fakes``, ``real``, ``best``, ``shown``; and ``point``,
            what is said of one of them, with places for ``step``, ``value``, ``low`` and ``high``.
        log: Whether the upward axis is logarithmic. All numbers must be above 0 then.
    """
    from plotly import graph_objects

    across = [step_place(step) for step, *_ in points]
    values, lows, highs = ([point[index] for point in points] for index in (1, 2, 3))
    margin = max(0.06, 0.05 * (across[-1] - across[0]))
    ends = [across[0] - margin, across[-1] + margin]
    figure = graph_objects.Figure()
    if best is not None:
        value, low, high = best
        band = {"fill": "toself", "fillcolor": FAINT[REAL], "line": {"width": 0}}
        figure.add_scatter(x=[*ends, *ends[::-1]], y=[low, low, high, high], **UNTOLD, **band)
        level = {"color": REAL, "width": 2, "dash": "dash"}
        figure.add_scatter(x=ends, y=[value] * 2, name=words["real"], line=level, mode="lines", hoverinfo="skip")
    band = {"fill": "toself", "fillcolor": FAINT[FAKE], "line": {"width": 0}}
    figure.add_scatter(x=across + across[::-1], y=highs + lows[::-1], **UNTOLD, **band)
    reach = {
        "array": [high - value for value, high in zip(values, highs, strict=True)],
        "arrayminus": [value - low for value, low in zip(values, lows, strict=True)],
    }
    figure.add_scatter(
        x=across,
        y=values,
        customdata=[[step] for step, *_ in points],
        name=words["fakes"],
        mode="lines+markers",
        line={"color": FAKE, "width": 2},
        marker={"size": 9},
        error_y={**reach, "thickness": 1.5, "width": 3, "color": FAKE},
        hovertext=[_told(words["point"], point) for point in points],
        hoverinfo="text",
    )
    for name, look in (("best", {"symbol": "star", "size": 16}), ("shown", {"symbol": "circle-open", "size": 24})):
        index = next((index for index, point in enumerate(points) if point[0] == marks.get(name)), None)
        if index is not None:
            marker = {**look, "color": FAKE, "line": {"width": 2, "color": FAKE}}
            place = {"x": across[index : index + 1], "y": values[index : index + 1]}
            figure.add_scatter(**place, name=words[name], mode="markers", marker=marker, hoverinfo="skip")
    ticks = [tick for tick in (0, *(10**power for power in range(1, 10))) if points[0][0] <= tick <= points[-1][0]]
    ticks = ticks if len(ticks) > 1 else sorted({points[0][0], points[-1][0]})
    figure.update_xaxes(title=words["across"], range=ends, zeroline=False)
    figure.update_xaxes(tickvals=[step_place(tick) for tick in ticks], ticktext=[f"{tick:,}" for tick in ticks])
    figure.update_yaxes(title=words["up"], type="log" if log else "linear")
    if log:
        figure.update_yaxes(tickvals=_round_numbers(min(lows), max(highs)), tickformat=",~g")
    return _framed(figure, 310)


def _round_numbers(low: float, high: float) -> list[float]:
    """Powers of ten between two numbers above 0, and where these are few also 2 and 5 times as much."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [base * 10.0**power for power in powers for base in ((1,) if len(powers) > 3 else (1, 2, 5))]


def _told(template: str, point: tuple[int, float, float, float]) -> str:
    step, *numbers = point
    value, low, high = (f"{number:,.3g}" for number in numbers)
    return template.format(step=f"{step:,}", value=value, low=low, high=high)


def clouds(
    groups: Sequence[tuple[str, str, np.ndarray]], marked: tuple[int, int] | None, words: Sequence[str] = ("", "")
) -> Any:
    """A Plotly figure of points in two dimensions. Each group is a trace, so that a selection tells group and number.

    Args:
        groups: Name, look (``"real"``, ``"inside"`` or ``"outside"``) and places, (count, 2), of each.
        marked: Group and number of the point that a ring stands around.
        words: Names of the two axes.
    """
    from plotly import graph_objects

    looks: dict[str, dict[str, Any]] = {
        "real": {"color": REAL, "size": 6, "opacity": 0.6},
        "inside": {"color": FAKE, "size": 7, "opacity": 0.7},
        "outside": {"color": FAKE, "size": 8, "symbol": "x-thin", "line": {"color": FAKE, "width": 2}},
    }
    figure = graph_objects.Figure()
    for name, look, places in groups:
        figure.add_scatter(
            x=places[:, 0], y=places[:, 1], name=name, mode="markers", marker=looks[look], hoverinfo="name"
        )
    if marked is not None:
        x, y = groups[marked[0]][2][marked[1]]
        ring = {"symbol": "circle-open", "size": 20, "color": "#009E73", "line": {"width": 3}}
        figure.add_scatter(x=[x], y=[y], mode="markers", marker=ring, hoverinfo="skip", showlegend=False)
    figure.update_xaxes(title=words[0], showticklabels=False, zeroline=False)
    figure.update_yaxes(title=words[1], showticklabels=False, zeroline=False)
    return _framed(figure, 460)


def shares(groups: Sequence[tuple[str, str, Sequence[float]]], names: Sequence[str], up: str) -> Any:
    """A Plotly figure of bars side by side.

    Args:
        groups: Name, colour and heights, in percent, of each.
        names: What stands below the bars.
        up: What the upward axis shows.
    """
    from plotly import graph_objects

    figure = graph_objects.Figure()
    for name, color, heights in groups:
        figure.add_bar(
            x=list(names), y=list(heights), name=name, marker={"color": color}, hovertemplate="%{x}: %{y:.1f}%"
        )
    figure.update_layout(barmode="group", bargap=0.3, bargroupgap=0.05)
    figure.update_xaxes(type="category")
    figure.update_yaxes(title=up, ticksuffix="%", rangemode="tozero")
    return _framed(figure, 320)


def _framed(figure: Any, height: int) -> Any:
    return figure.update_layout(
        height=height,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        showlegend=True,
        dragmode=False,
    )
