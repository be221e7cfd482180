"""Pairs for "You against the judge": real ones that D never saw, fakes of the same class, and D's logits of both."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganboard.datasets import split
from ganboard.errors import ConfigError
from ganboard.explain import logits
from ganboard.metrics.features import extractor_for
from ganboard.shipped import shipped
from ganboard.studio import Studio
from tests.waiting import until


def pairs(studio: Studio, source: str, **asked: Any) -> tuple[dict[str, Any], np.ndarray]:
    """Asked until the real pictures are read."""

    def answer() -> Any:
        head, pictures = studio.answer("real_or_fake", source, None, asked)
        return (head, pictures) if head["ready"] else None

    return until(answer, "the real pictures are read")


def test_real_ones_are_held_out_and_both_are_shown_to_d_as_the_same_class(studio: Studio) -> None:
    head, pictures = pairs(studio, "shipped", seed=3, count=20)
    assert (pictures.shape, pictures.dtype, head["seen"]) == ((40, 28, 28, 1), np.uint8, False)
    real, fake = pictures[::2], pictures[1::2]
    dataset = shipped().config.dataset
    training, held_out = split(dataset.load())
    assert held_out is not None
    assert held_out.labels is not None
    places = {image.tobytes(): number for number, image in enumerate(held_out.samples)}
    labels = held_out.labels[[places[image.tobytes()] for image in real]]
    known = {image.tobytes() for image in training.samples} | places.keys()
    assert not known & {image.tobytes() for image in fake}
    named = extractor_for(dataset, dataset.shape).classify(fake).argmax(axis=1)
    assert (named == labels).mean() > 0.9  # asked of G as the class of the real one
    discriminator = studio.scene("shipped", None).renderer.discriminator
    both = np.stack([logits(discriminator, real, labels), logits(discriminator, fake, labels)], axis=1)
    assert np.allclose(head["logits"], both, atol=1e-4)


def test_the_seed_decides_the_pairs_and_no_real_one_comes_twice(studio: Studio) -> None:
    head, pictures = pairs(studio, "shipped", seed=3, count=40)
    again, same = pairs(studio, "shipped", seed=3, count=40)
    _, other = pairs(studio, "shipped", seed=4, count=40)
    assert again == head
    assert np.array_equal(same, pictures)
    assert not np.array_equal(other[::2], pictures[::2])
    assert len({image.tobytes() for image in pictures[::2]}) == 40


@pytest.mark.slow
def test_where_none_are_held_out_that_is_told(studio: Studio) -> None:
    assert pairs(studio, "small", seed=1, count=4)[0]["seen"]  # it began to learn before a part was held out


def test_who_has_no_d_is_told_so(studio: Studio) -> None:
    with pytest.raises(ConfigError, match="looks at pictures"):
        studio.answer("real_or_fake", "shipped-sketch", None, {"seed": 1})
    for wrong in ({"seed": -1}, {"seed": 1, "count": 0}, {"seed": 1, "count": 65}):
        with pytest.raises(ConfigError, match="a number"):
            studio.answer("real_or_fake", "shipped", None, wrong)
