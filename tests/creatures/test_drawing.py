"""What is drawn is what was asked for: counted, measured and compared on the pixels."""

import colorsys
import hashlib
from collections.abc import Callable

import numpy as np
import pytest
from scipy import ndimage

from ganboard.creatures.factors import COLOUR, kinds
from ganboard.creatures.moving import FRAMES, LEAST, MOTIONS, clips, manners, motions, posed
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.sketching import sketches
from ganboard.creatures.traits import TRAITS, Creatures, creatures, numbers

DRAWINGS = {"pictures": pictures, "night": night, "sketches": sketches, "clips": clips}
HASHES = {
    "pictures": "1cf72ef09e414e7cffe4ea42b49921cdab868b7937a21fd4030bf3e09d021dfb",
    "night": "5e1c09eb44ac97637c3fe4cc7e4b51fa5c42331b5280349e4538783172259cbf",
    "sketches": "60785963b013f2c6ca49c49c1adeaed3f04e977ff7e9c20320b74f2ce6719e0d",
    "clips": "9c4c4b6228a4fe4408777450870a28de8304192f15cd7c6156100dbbc6968e23",
}
HUES = {"red": 356, "orange": 30, "yellow": 49, "green": 132, "blue": 216, "purple": 271}
"""In degrees."""


@pytest.fixture(scope="module")
def some() -> Creatures:
    """One of every fifth kind."""
    every = kinds()[::5]
    return creatures(len(every), seed=3, factors=every)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_seed_gives_the_same_bytes_on_every_machine(name: str) -> None:
    digest = hashlib.sha256()
    for size in (28, 32, 64):
        digest.update(DRAWINGS[name](creatures(60, seed=7), size).tobytes())
    assert digest.hexdigest() == HASHES[name]


@pytest.mark.parametrize(("name", "size"), [(name, size) for name in DRAWINGS for size in (16, 28, 45, 64)])
def test_a_creature_is_the_same_alone_and_among_others(name: str, size: int) -> None:
    draw: Callable[[Creatures, int], np.ndarray] = DRAWINGS[name]
    crowd = creatures(90, seed=1)
    together = draw(crowd, size)
    assert together.dtype == np.uint8
    for number in range(0, 90, 9):
        alone = draw(crowd[number : number + 1], size)
        np.testing.assert_array_equal(alone[0], together[number])


def test_more_creatures_begin_with_the_same_ones() -> None:
    few, many = creatures(10, seed=5), creatures(1000, seed=5)
    np.testing.assert_array_equal(few.traits, many.traits[:10])
    np.testing.assert_array_equal(few.factors, many.factors[:10])
    assert (creatures(10, seed=6).traits != few.traits).any()


def test_every_kind_is_as_likely_as_any_other_and_traits_stay_in_their_ranges() -> None:
    many = creatures(60_000, seed=2)
    for column, size in enumerate((6, 3, 3, 3, 4)):
        share = np.bincount(many.factors[:, column], minlength=size) / len(many)
        np.testing.assert_allclose(share, 1 / size, atol=0.01)
    low, high = np.array(list(TRAITS.values()), np.float32).T
    assert (many.traits >= low).all()
    assert (many.traits <= high).all()
    own = numbers(many.chance, 3, 1)
    np.testing.assert_allclose(own.mean(axis=0), 0.5, atol=0.01)
    assert abs(np.corrcoef(own.T)[0, 1]) < 0.02


@pytest.mark.slow
def test_there_are_as_many_eyes_as_asked_for(some: Creatures) -> None:
    large = 128
    dark = night(some.posed(gaze_u=0.0, gaze_v=0.0), large).astype(int)
    eyeballs = np.abs(dark - (246, 255, 190)).sum(axis=-1) < 25
    for picture, factors in zip(eyeballs, some.factors, strict=True):
        blobs, _ = ndimage.label(picture)
        areas = np.bincount(blobs.ravel())[1:]
        assert (areas > 60).sum() == factors[2] + 1, areas  # the lights in the pupils are smaller


def test_the_body_has_the_colour_asked_for(some: Creatures) -> None:
    for picture, factors in zip(pictures(some[::3], 40), some.factors[::3], strict=True):
        rgb = picture.reshape(-1, 3) / 255
        hsv = np.array([colorsys.rgb_to_hsv(*pixel) for pixel in rgb])
        vivid = hsv[(hsv[:, 1] > 0.5) & (hsv[:, 2] > 0.5)]
        hues, counts = np.unique(np.round(vivid[:, 0] * 360).astype(int) // 4, return_counts=True)
        found, wanted = hues[counts.argmax()] * 4 + 2, HUES[COLOUR.values[factors[0]]]
        assert abs((found - wanted + 180) % 360 - 180) < 8, (found, wanted)


def test_a_sketch_is_mostly_paper_and_has_ink_where_the_creature_is(some: Creatures) -> None:
    drawn = sketches(some, 64)
    assert drawn.shape == (len(some), 64, 64, 1)
    ink = (drawn < 128).mean(axis=(1, 2, 3))
    assert ink.min() > 0.02
    assert ink.max() < 0.22
    painted = _silhouettes(pictures(some, 64))
    near = np.array([ndimage.binary_dilation(mask, iterations=4) for mask in painted])
    strays = ((drawn[..., 0] < 128) & ~near).sum(axis=(1, 2)) / (drawn[..., 0] < 128).sum(axis=(1, 2))
    assert strays.mean() < 0.02


def test_night_keeps_the_silhouette_and_darkens_the_sky(some: Creatures) -> None:
    day, dark = pictures(some, 64), night(some, 64)
    assert dark[:, :8].mean() < 60 < 200 < day[:, :8].mean()
    ink = day.max(axis=-1) < 90  # rims, pupils and mouth by day
    rims = ink & (dark.max(axis=-1) > 120)
    body = _silhouettes(day)
    # By night nearly all that was a dark outline glows, and what glows lies on the creature.
    outline = body & ~np.array([ndimage.binary_erosion(mask, iterations=2) for mask in body])
    assert (dark.max(axis=-1)[outline] > 100).mean() > 0.75
    assert rims[body].sum() > 0.95 * rims.sum()


def _silhouettes(day: np.ndarray) -> np.ndarray:
    """Where the creature is: what differs from the wall, whose rows are of one colour, with holes filled."""
    wall = np.median(day[:, :, :3], axis=2)[:, :, None].astype(int)
    return np.array([ndimage.binary_fill_holes(mask) for mask in (np.abs(day - wall).max(axis=-1) > 40)])


def _clips(motion: str, count: int = 24) -> tuple[Creatures, np.ndarray]:
    some = creatures(count, seed=4)
    return some, clips(some, 64, np.full(count, MOTIONS.index(motion)))


@pytest.mark.parametrize("motion", MOTIONS)
def test_a_clip_begins_with_the_picture_and_moves(motion: str) -> None:
    some, moving = _clips(motion)
    assert moving.shape == (24, FRAMES, 64, 64, 3)
    np.testing.assert_array_equal(moving[:, 0], pictures(some, 64))
    changed = (moving != moving[:, :1]).any(axis=-1).mean(axis=(2, 3))
    assert (changed.max(axis=1) > 0.003).all()


def test_eyes_are_closed_in_the_middle_of_a_blink() -> None:
    some = creatures(24, seed=4).posed(tint_red=0.0, tint_green=0.0, tint_blue=0.0)  # a wall that is not white
    some.factors[:, 4] = 0  # nothing bright on the heads
    whites = (clips(some, 64, np.zeros(24, int)).min(axis=-1) > 240).sum(axis=(2, 3))
    assert (whites[:, 0] > 20).all()
    assert (whites[:, 3:5] == 0).all()


def test_who_bounces_rises_and_comes_down() -> None:
    _, moving = _clips("bounce")
    heights = np.array([[_middle(frame)[0] for frame in clip] for clip in moving])
    assert (heights[:, 3] < heights[:, 0] - 1.5).all()
    assert (np.abs(heights[:, 7] - heights[:, 0]) < 2).all()


def test_who_waves_moves_one_arm_alone() -> None:
    _, moving = _clips("wave")
    changed = (moving[:, 2] != moving[:, 0]).any(axis=-1)
    columns = np.argwhere(changed)[:, 2]
    assert columns.min() > 32
    assert changed.sum(axis=(1, 2)).min() > 15


def test_who_looks_around_moves_the_pupils_from_side_to_side() -> None:
    some, moving = _clips("look")
    dark = (moving.max(axis=-1) < 60)[:, :, 14:42]
    left, right = (np.array([np.argwhere(mask)[:, 1].mean() for mask in dark[:, frame]]) for frame in (2, 6))
    assert (right > left).mean() > 0.9
    assert (right - left).mean() > 0.5
    assert len(some) == 24


def test_each_creature_has_its_motion_and_all_motions_occur() -> None:
    many = creatures(400, seed=1)
    counts = np.bincount(motions(many), minlength=len(MOTIONS))
    assert counts.min() > 60
    np.testing.assert_array_equal(motions(many[:10]), motions(many)[:10])


def _middle(frame: np.ndarray) -> np.ndarray:
    return np.argwhere(_silhouettes(frame[None])[0]).mean(axis=0)


def test_how_it_moves_differs_in_how_far_and_to_which_side() -> None:
    some = creatures(24, seed=4)
    little, much = np.tile(np.float32([0, 0]), (24, 1)), np.tile(np.float32([1, 0]), (24, 1))
    for number, motion in enumerate(MOTIONS):
        doing = np.full(24, number)
        lazy, eager = clips(some, 32, doing, little), clips(some, 32, doing, much)
        np.testing.assert_array_equal(lazy[:, 0], eager[:, 0])  # it begins where it rests
        np.testing.assert_array_equal(eager, clips(some, 32, doing))
        poses = [posed(some, doing, how).traits.reshape(24, FRAMES, -1) for how in (little, much)]
        far = [np.abs(each - each[:, :1]).max(axis=1) for each in poses]
        if motion != "look":  # which goes to places of its own, wherever the eyes were
            np.testing.assert_allclose(far[0], LEAST[motion] * far[1], atol=1e-6)
        assert (far[1].max(axis=1) > 0.1).all()
    other = np.tile(np.float32([1, 0.7]), (24, 1))
    looks = np.full(24, MOTIONS.index("look"))
    forth, back = clips(some, 32, looks, much), clips(some, 32, looks, other)
    np.testing.assert_array_equal(forth[:, 2], back[:, 5])  # as far to one side as to the other
    waves = np.full(24, MOTIONS.index("wave"))
    right, left = clips(some, 32, waves, much), clips(some, 32, waves, other)
    sides = [(each[:, 2] != each[:, 0]).any(axis=-1).sum(axis=(0, 1)) for each in (right, left)]
    assert sides[0][16:].sum() > 0.95 * sides[0].sum() or sides[0][:16].sum() > 0.95 * sides[0].sum()
    assert (sides[0][:16].sum() > sides[0][16:].sum()) != (sides[1][:16].sum() > sides[1][16:].sum())
    assert len(np.unique(manners(creatures(500)), axis=0)) == 500
