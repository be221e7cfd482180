import numpy as np
import pytest

from ganboard import figures


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
    np.testing.assert_array_equal(figures.read_png(figures.png(image)), image)


def test_curves_have_their_points_and_axes() -> None:
    figure = figures.curves([("one", [5, 10], [0.5, 0.25])], "step", "Score")
    (line,) = figure.data
    assert (line.name, list(line.x), list(line.y)) == ("one", [5, 10], [0.5, 0.25])
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("step", "Score")
