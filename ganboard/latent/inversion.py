"""Find my image: the point in latent space whose picture is nearest to a given one."""

from __future__ import annotations

import math
import time
from functools import lru_cache
from typing import Any

import numpy as np

from ganboard.architectures import NetworkSpec
from ganboard.backend import tf
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message

STARTS = 40
"""Places from which the descent begins, at least one for each class."""
PILOTS = 12
"""Random points tried for each start; the nearest becomes the start."""
KEPT = 6
"""Starts that are refined after the others were dropped."""
FIRST, REST = 100, 400
"""Iterations with all starts, and with those kept."""
RATE = 0.2
"""Adam's step at the beginning; it falls to zero along a cosine."""
BETA_1, BETA_2 = 0.9, 0.99
PRIOR = 0.03
"""Weight of what keeps latents in the usual range, against the mean squared error of pixels from -1 to 1."""
GREY = 127.5
"""Grey levels to one unit of a pixel from -1 to 1."""
NEAR = (
    (8.0, N_("Found: the eye hardly sees a difference.")),
    (20.0, N_("Very near: only details differ.")),
    (45.0, N_("Similar: the generator makes something like it.")),
    (math.inf, N_("The generator cannot make this picture: this is the nearest that it has.")),
)
"""Errors, root mean square in grey levels, below which a sentence holds."""


def describe(error: float) -> dict[str, Any]:
    """An error, root mean square in grey levels from 0 to 255, in plain words: a :func:`ganboard.i18n.message`."""
    return message(next(sentence for limit, sentence in NEAR if error < limit))


class Inversion:
    """A search, done in slices, for the latents of a picture.

    Random points are tried, the nearest are moved by gradient descent, most of them are dropped on the way and the rest
    refined. A generator that is told the class is asked for every class; the error decides which it was. The result is
    the same however the search is sliced.

    Args:
        generator: A Keras model from latents, or from [latents, class weights (count, classes) float32], to images in
            [-1, 1]. Compiled at its first search and remembered.
        spec: What it was built for.
        target: The picture, uint8, of the spec's shape.
        seed: The same seed gives the same result.
        starts: Places to begin; at least one for each class is taken.

    Raises:
        GANBoardError: the picture is of another shape or type.

    Reference: Zhu et al. 2016, Section 4.1, arXiv:1609.03552; Lipton & Tripathi 2017, arXiv:1702.04782.
    Differs from the papers: the loss is of pixels alone, and no second network predicts a start (Zhu et al.). Instead of
    clipping, or stochastically drawing anew, each number that leaves the range of the noise (Lipton & Tripathi: the noise
    was uniform), the square of what the latents' mean square has above that of 97 of 100 draws is added to the loss; so a
    usual point is not moved, and a far one, whose picture might fit a little better, would change wildly when edited.
    Several starts, also over the classes, and Adam (Kingma & Ba 2015, Algorithm 1, arXiv:1412.6980) on a falling rate.
    """

    def __init__(
        self, generator: Any, spec: NetworkSpec, target: np.ndarray, seed: int = 0, starts: int = STARTS
    ) -> None:
        target = np.asarray(target)
        if target.shape != spec.shape or target.dtype != np.uint8:
            raise GANBoardError(
                N_(
                    "Expected a picture of {expected} numbers from 0 to 255 (height, width, channels), but got {given} of "
                    "type {type}. Cut and scale it first."
                ),
                expected="×".join(map(str, spec.shape)),
                given="×".join(map(str, target.shape)),
                type=str(target.dtype),
            )
        self.spec = spec
        self._distance, self._descend = _compiled(generator, spec)
        self._target = tf.constant(target[None] / GREY - 1.0, tf.float32)
        self._seed = seed
        self._starts = max(starts, spec.columns, 1)
        self._kept = min(KEPT, self._starts)
        self._iteration = 0
        self._state: list[np.ndarray] = []
        """Latents, classes, Adam's two moments, best latents so far and their errors: a row for each start."""

    def advance(self, iterations: int | None = None, seconds: float | None = None) -> None:
        """Go on for so many iterations or seconds, whichever is over first; without either to the end.

        The first call also compiles, unless this generator was searched before, and tries the random points.

        Raises:
            GANBoardError: the generator makes no numbers.
        """
        deadline = math.inf if seconds is None else time.time() + seconds
        self._begin()
        until = FIRST + REST if iterations is None else min(FIRST + REST, self._iteration + iterations)
        while self._iteration < until:
            stop = min(until, FIRST) if self._iteration < FIRST else until
            done, *state = self._descend(self._target, *self._state, self._iteration, stop, deadline)
            self._state, self._iteration = [part.numpy() for part in state], int(done)
            if self._iteration == FIRST:
                best = np.argsort(self._state[-1], kind="stable")[: self._kept]
                self._state = [part[best] for part in self._state]
            if time.time() >= deadline:
                return

    @property
    def progress(self) -> float:
        """Part of the work that is done, 0 to 1."""
        first, rest = min(self._iteration, FIRST), max(0, self._iteration - FIRST)
        return (first * self._starts + rest * self._kept) / (FIRST * self._starts + REST * self._kept)

    @property
    def done(self) -> bool:
        """Whether the search is over."""
        return self._iteration >= FIRST + REST

    def best(self) -> tuple[np.ndarray, int | None, float]:
        """What is nearest so far, at any time.

        Returns:
            Latents, float32, (latent_size,); the class they were given with, None for a generator that is told none; and
            the error: the root mean square over pixels and channels, in grey levels from 0 to 255.

        Raises:
            GANBoardError: the generator makes no numbers.
        """
        self._begin()
        _, classes, _, _, latents, errors = self._state
        nearest = int(np.argmin(errors))
        label = int(classes[nearest].argmax()) if self.spec.classes else None
        return latents[nearest], label, float(np.sqrt(errors[nearest])) * GREY

    def _labels(self) -> np.ndarray:
        """The class of each start: they take turns, or are drawn where there are more than starts."""
        if self.spec.classes > self._starts:
            return np.random.default_rng(self._seed).choice(self.spec.classes, self._starts, replace=False)
        return np.arange(self._starts) % max(1, self.spec.classes)

    def _begin(self) -> None:
        """Of some random points for each start take the nearest. Each start has a class."""
        if self._state:
            return
        count, size = self._starts, self.spec.latent_size
        pilots = np.random.default_rng(self._seed).standard_normal((count, PILOTS, size)).astype(np.float32)
        labels = self._labels()
        classes = (
            np.eye(self.spec.classes, dtype=np.float32)[labels] if self.spec.classes else np.zeros((count, 0), "f4")
        )
        told = np.repeat(classes, PILOTS, axis=0)
        errors = self._distance(self._target, pilots.reshape(-1, size), told).numpy().reshape(count, PILOTS)
        if not np.isfinite(errors).all():
            raise GANBoardError(
                N_("The generator makes no numbers: training broke down. Choose an earlier checkpoint.")
            )
        nearest = errors.argmin(axis=1)
        latents, each = pilots[np.arange(count), nearest], np.arange(count)
        zeros = np.zeros_like(latents)
        self._state = [latents, classes, zeros, zeros, latents, errors[each, nearest]]


@lru_cache(maxsize=2)  # tracing takes a second; it is done once for a generator, whose weights may change meanwhile
def _compiled(generator: Any, spec: NetworkSpec) -> tuple[Any, Any]:
    """Two compiled functions: the distances of latents' pictures to a target, and the descent."""
    usual = 1 + 2 * math.sqrt(2 / spec.latent_size)  # the mean square of 97 of 100 normally distributed latents is less

    def distance(target: Any, latents: Any, classes: Any) -> Any:
        images = generator([latents, classes] if spec.classes else latents, training=False)
        return tf.reduce_mean(tf.square(tf.cast(images, tf.float32) - target), axis=(1, 2, 3))

    def descend(
        target: Any,
        latents: Any,
        classes: Any,
        slope: Any,
        square: Any,
        best: Any,
        least: Any,
        start: Any,
        stop: Any,
        deadline: Any,
    ) -> Any:
        def go_on(iteration: Any, *_: Any) -> Any:
            in_time = tf.logical_or(tf.timestamp() < deadline, iteration == start)
            return tf.logical_and(iteration < stop, in_time)

        def step(iteration: Any, latents: Any, slope: Any, square: Any, best: Any, least: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(latents)
                errors = distance(target, latents, classes)
                outside = tf.nn.relu(tf.reduce_mean(tf.square(latents), axis=1) - usual)
                loss = tf.reduce_sum(errors + PRIOR * tf.square(outside))
            gradient = tape.gradient(loss, latents)
            nearer = errors < least
            best, least = tf.where(nearer[:, None], latents, best), tf.where(nearer, errors, least)
            slope = BETA_1 * slope + (1 - BETA_1) * gradient
            square = BETA_2 * square + (1 - BETA_2) * tf.square(gradient)
            count = tf.cast(iteration + 1, tf.float32)
            rate = RATE * 0.5 * (1 + tf.cos(math.pi * (count - 1) / (FIRST + REST)))
            size = tf.sqrt(square / (1 - BETA_2**count)) + 1e-8
            return iteration + 1, latents - rate * slope / (1 - BETA_1**count) / size, slope, square, best, least

        state = (start, latents, slope, square, best, least)
        done, latents, slope, square, best, least = tf.while_loop(go_on, step, state, parallel_iterations=1)
        return done, latents, classes, slope, square, best, least

    points = tf.TensorSpec([None, spec.latent_size], tf.float32)
    target, weights = tf.TensorSpec([1, *spec.shape], tf.float32), tf.TensorSpec([None, spec.classes], tf.float32)
    errors, number = tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32)
    clock = tf.TensorSpec([], tf.float64)
    return (
        tf.function(distance, input_signature=[target, points, weights], autograph=False),
        tf.function(
            descend,
            input_signature=[target, points, weights, points, points, points, errors, number, number, clock],
            autograph=False,
        ),
    )
