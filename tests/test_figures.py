import numpy as np
import pytest

from ganboard import figures
from ganboard.errors import CheckpointError


def numbered(count: int, height: int = 2, width: int = 3, channels: int = 1) -> np.ndarray:
    """Images that are one grey each: 1, 2, 3, ..."""
    greys = np.arange(1, count + 1, dtype=np.uint8)[:, None, None, None]
    return np.broadcast_to(greys, (count, height, width, channels)).copy()


def test_a_grid_is_filled_row_by_row_with_gaps_between() -> None:
    sheet = figures.grid(numbered(4), columns=2, gap=1)[:, :, 0].tolist()
    w = 255
    assert sheet == [
        [1, 1, 1, w, 2, 2, 2],
        [1, 1, 1, w, 2, 2, 2],
        [w, w, w, w, w, w, w],
        [3, 3, 3, w, 4, 4, 4],
        [3, 3, 3, w, 4, 4, 4],
    ]


def test_missing_images_are_background() -> None:
    sheet = figures.grid(numbered(3, 1, 1), columns=2, gap=0, background=9)[:, :, 0].tolist()
    assert sheet == [[1, 2], [3, 9]]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(("count", "columns"), [(1, 1), (7, 3), (2, 5), (80, 10)])
def test_a_grid_has_the_promised_size(count: int, columns: int, channels: int, gap: int) -> None:
    rows = -(-count // columns)
    sheet = figures.grid(numbered(count, 4, 5, channels), columns, gap)
    assert sheet.shape == (rows * (4 + gap) - gap, columns * (5 + gap) - gap, channels)
    assert sheet.dtype == np.uint8


def test_one_column_a_class_or_a_square() -> None:
    assert figures.columns_for(10, 80) == 10
    assert figures.columns_for(0, 64) == 8


def test_a_pixel_becomes_a_square() -> None:
    image = np.array([[[1], [2]]], np.uint8)
    assert figures.enlarge(image, 2)[:, :, 0].tolist() == [[1, 1, 2, 2], [1, 1, 2, 2]]


@pytest.mark.parametrize("channels", [1, 3])
def test_a_png_gives_the_pixels_back(channels: int) -> None:
    image = np.random.default_rng(0).integers(0, 256, (5, 7, channels)).astype(np.uint8)
    whole = figures.png(image)
    np.testing.assert_array_equal(figures.read_png(whole), image)
    for damaged in (b"", whole[:20], whole[: len(whole) // 2], whole[:45] + b"damage" + whole[51:]):
        with pytest.raises(CheckpointError, match="damaged"):
            figures.read_png(damaged)


def test_curves_have_their_points_and_axes() -> None:
    figure = figures.curves([("one", [5, 10], [0.5, 0.25])], "step", "Score")
    (line,) = figure.data
    assert (line.name, list(line.x), list(line.y)) == ("one", [5, 10], [0.5, 0.25])
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("step", "Score")


WORDS = {
    "across": "step",
    "up": "lower is better",
    "fakes": "fakes",
    "real": "unseen",
    "best": "best",
    "shown": "shown",
    "point": "{step}: {value} ({low}-{high})",
}
POINTS = [(0, 50.0, 40.0, 70.0), (99, 5.0, 4.0, 7.0), (999, 0.5, 0.4, 0.7)]


def test_step_0_has_a_place_and_early_steps_have_room() -> None:
    assert figures.step_place(0) == 0
    assert figures.step_place(9) == pytest.approx(1)
    assert figures.step_place(999) == pytest.approx(3)


def test_a_quality_curve_has_its_band_its_level_and_its_marks() -> None:
    figure = figures.quality_curve(POINTS, (0.45, 0.3, 0.6), {"best": 999, "shown": 99}, WORDS, log=True)
    named = {trace.name: trace for trace in figure.data if trace.name}
    assert list(named) == ["unseen", "fakes", "best", "shown"]
    curve = named["fakes"]
    assert [row[0] for row in curve.customdata] == [0, 99, 999]
    np.testing.assert_allclose(curve.x, [0, 2, 3])
    np.testing.assert_allclose(np.add(curve.y, curve.error_y.array), [70, 7, 0.7])
    np.testing.assert_allclose(np.subtract(curve.y, curve.error_y.arrayminus), [40, 4, 0.4])
    assert curve.hovertext[2] == "999: 0.5 (0.4-0.7)"
    assert list(named["unseen"].y) == [0.45, 0.45]
    assert (list(named["best"].x), list(named["best"].y)) == ([3.0], [0.5])
    assert list(named["shown"].y) == [5.0]
    level, band = (trace for trace in figure.data if not trace.name)
    assert (min(level.y), max(level.y)) == (0.3, 0.6)
    np.testing.assert_allclose(band.y, [70, 7, 0.7, 0.4, 4, 40])
    assert figure.layout.yaxis.type == "log"
    assert list(figure.layout.xaxis.ticktext) == ["0", "10", "100"]


def test_a_curve_of_one_point_and_no_level_can_be_drawn() -> None:
    figure = figures.quality_curve(POINTS[1:2], None, {}, WORDS)
    assert [trace.name for trace in figure.data if trace.name] == ["fakes"]
    assert list(figure.layout.xaxis.ticktext) == ["99"]
    assert figure.layout.yaxis.type == "linear"


@pytest.mark.parametrize(("low", "high"), [(0.4, 70.0), (2.0, 3.0), (0.001, 4_000.0)])
def test_a_logarithmic_axis_has_round_numbers_around_all_values(low: float, high: float) -> None:
    figure = figures.quality_curve([(1, low, low, high)], None, {}, WORDS, log=True)
    ticks = np.array(figure.layout.yaxis.tickvals)
    assert ticks.min() <= low
    assert ticks.max() >= high
    assert len(ticks) <= 12
    assert {f"{tick:e}"[0] for tick in ticks} <= {"1", "2", "5"}


def test_clouds_are_a_trace_each_with_a_ring_around_one_point() -> None:
    groups = [("real", "real", np.array([[0, 1], [2, 3]])), ("out", "outside", np.array([[4, 5]]))]
    figure = figures.clouds(groups, (0, 1))
    assert [trace.name for trace in figure.data] == ["real", "out", None]
    assert all(trace.type == "scatter" for trace in figure.data)  # scattergl would want a graphics card
    assert (list(figure.data[2].x), list(figure.data[2].y)) == ([2], [3])
    assert figure.data[1].marker.symbol == "x-thin"
    assert len(figures.clouds(groups, None).data) == 2


def test_shares_stand_side_by_side() -> None:
    figure = figures.shares(
        [("real", "#0072B2", [60.0, 40.0]), ("fakes", "#D55E00", [50.0, 50.0])], ["cat", "dog"], "%"
    )
    assert [list(bar.y) for bar in figure.data] == [[60.0, 40.0], [50.0, 50.0]]
    assert list(figure.data[0].x) == ["cat", "dog"]
    assert figure.layout.barmode == "group"


def test_what_happened_in_a_run_is_a_line_of_its_colour_that_can_be_met_anywhere() -> None:
    lines = [("A", [0, 10], [1.0, 2.0]), ("B", [0, 10], [2.0, 3.0])]
    figure = figures.curves(lines, "step", "loss", [(1, 4, "B · rate: 1 → 2")])
    mark = figure.data[2]
    assert set(mark.x) == {4}
    assert (min(mark.y), max(mark.y), mark.yaxis) == (0, 1, "y2")
    assert mark.line.color == figure.data[1].line.color
    assert mark.hovertemplate.startswith("B · rate: 1 → 2")
    assert not mark.showlegend
    assert len(figures.curves(lines, "step", "loss").data) == 2


def test_two_grids_differ_by_the_mean_of_their_images_pixels_and_not_of_the_gaps() -> None:
    dark, light = (np.full((4, 5, 5, 1), level, np.uint8) for level in (100, 130))
    one, other = (figures.png(figures.grid(images, 2)) for images in (dark, light))
    assert figures.difference(one, one, 5) == 0
    assert figures.difference(one, other, 5) == 30
