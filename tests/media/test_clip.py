"""The medium of clips: their pictures."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ganboard import figures
from ganboard.errors import CheckpointError
from ganboard.media import ClipMedium
from ganboard.media.clip import MILLISECONDS, TIMES

CLIPS = np.random.default_rng(0).integers(0, 256, (6, 8, 32, 32, 3)).astype(np.uint8)


def test_a_picture_moves_and_whoever_knows_no_such_files_sees_the_first_frames() -> None:
    data = ClipMedium((8, 32, 32, 3)).picture(CLIPS, 3)
    first = figures.read_png(data)
    assert np.array_equal(first, figures.grid(CLIPS[:, 0], 3))
    with Image.open(io.BytesIO(data)) as image:
        assert image.n_frames == 9  # at the end the first one again
        assert image.info["loop"] == TIMES
        assert image.info["duration"] == MILLISECONDS
        assert TIMES * 9 * MILLISECONDS < 5_000  # nobody can stop it


def test_the_frames_come_back_side_by_side() -> None:
    data = ClipMedium((8, 32, 32, 3)).picture(CLIPS, 3)
    strip = figures.read_png(figures.side_by_side(data, 8))
    assert np.array_equal(strip, np.concatenate([figures.grid(CLIPS[:, frame], 3) for frame in range(8)], axis=1))
    with pytest.raises(CheckpointError, match="damaged"):
        figures.side_by_side(data[:200], 8)
    with pytest.raises(CheckpointError, match="damaged"):
        figures.side_by_side(data, 7)


@pytest.mark.parametrize(
    "greys", [[5] * 8, [1, 2, 1, 1, 5, 6, 7, 1], [5, 5, 6, 7, 8, 9, 1, 2], [1, 1, 1, 1, 2, 2, 2, 2], [1] * 7 + [2]]
)
def test_frames_that_are_equal_come_back_each_by_itself(greys: list[int]) -> None:
    clips = np.broadcast_to(np.array(greys, np.uint8)[None, :, None, None, None], (6, 8, 32, 32, 3))
    frames = figures.frames_of(ClipMedium((8, 32, 32, 3)).picture(clips, 3), 8)
    assert [int(frame[0, 0, 0]) for frame in frames] == greys


def test_a_sheet_shows_the_frames_of_each_clip_in_a_row() -> None:
    sheet = ClipMedium((8, 32, 32, 3)).sheet(CLIPS, 3)
    assert sheet.shape == (6 * 34 - 2, 8 * 34 - 2, 3)
    assert np.array_equal(sheet[34:66, 68:100], CLIPS[1, 2])
