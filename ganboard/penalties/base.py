"""What every penalty has: a term added to D's loss, its curve, its LaTeX, its paper, and when to use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from ganboard.backend import keras, tf
from ganboard.i18n import N_
from ganboard.registry import Part, Registry


@dataclass(frozen=True)
class Bench:
    """All that a penalty may look at in one update of D.

    Attributes:
        judge: From samples, (count, *shape), the first of the batch or all, to logits, (count,).
        real: Real samples, (count, *shape), in the networks' units: of images from -1 to 1.
        fake: Fakes that D is told of, no more than there are real samples; each has the label of the real one in its place.
        real_logits: What D says of the real samples, as the objective sees it: the first axis is (count,).
        fake_logits: The same of the fakes.
        uniform: From a shape to numbers from 0 to 1, float32, of this update's chance.
        normal: From a shape to standard normal numbers, float32.
        step: Number of this update of D, from 0, int64 scalar.
        memory: What the penalty remembers, float32 scalars, by the names in :attr:`Penalty.memory`.
        strength: What its dial says, a float32 scalar; None: what its setting does.
    """

    judge: Callable[[Any], Any]
    real: Any
    fake: Any
    real_logits: Any
    fake_logits: Any
    uniform: Callable[[Any], Any]
    normal: Callable[[Any], Any]
    step: Any = 0
    memory: dict[str, Any] = field(default_factory=dict)
    strength: Any = None


class Penalty(Part):
    r"""A term added to D's loss. A subclass's docstring ends with ``Reference:`` and ``Differs from the paper:``.

    LaTeX may use the four colour macros ``\real``, ``\fake``, ``\judge`` and ``\noise``; ℓ is D's logit.
    """

    formula: ClassVar[str]
    """LaTeX of the term."""
    reference: ClassVar[str]
    """Authors, year, equation and arXiv or DOI number."""
    when: ClassVar[str]
    """When to use it, in one or two plain sentences. Marked for translation."""
    over: ClassVar[Literal["slope", "distance"]] = "slope"
    """What its curve is drawn over: the norm of the gradient of D's logit, or the logit's distance from the usual one of the
    other kind."""
    memory: ClassVar[tuple[str, ...]] = ()
    """The names of the numbers that it remembers from update to update. They start at 0 and belong to a checkpoint."""
    dial: ClassVar[str] = ""
    """The setting that says how strong it is, which may be turned between two steps; "" where there is none."""

    @property
    def flat_dials(self) -> tuple[str, ...]:
        """The same by flat name, none or one."""
        return (f"penalty.{self.dial}",) if self.dial else ()

    def strength(self, bench: Bench) -> Any:
        """How strong it is in this update."""
        return getattr(self, self.dial) if bench.strength is None else bench.strength

    def term(self, bench: Bench) -> Any:
        """The term, a scalar tensor."""
        raise NotImplementedError

    def added(self, bench: Bench) -> Any:
        """What this update adds to D's loss, a scalar tensor: the term, unless it is measured now and then only."""
        return self.term(bench)

    def remembered(self, bench: Bench) -> dict[str, Any]:
        """What the ``memory`` becomes with this update, scalar tensors by name."""
        return {}

    def curve(self, values: np.ndarray) -> np.ndarray:
        """The term where what it is drawn ``over`` has one value everywhere, in pure NumPy.

        Args:
            values: At least 0.

        Returns:
            float64 of the same shape.
        """
        raise NotImplementedError


class Steep(Penalty):
    """Of penalties on how steep D is. Their gradient takes time, so they may be measured now and then only.

    Reference: lazily: Karras et al. 2020, Section 3.1, arXiv:1912.04958. Differs from the paper: Adam's settings stay.
    """

    if TYPE_CHECKING:
        every: int  # a field of each, after its strength

    def added(self, bench: Bench) -> Any:
        """``every`` times the term at every so many updates and 0 between, where it is not computed: the mean is the term's."""
        if self.every == 1:
            return self.term(bench)
        due = tf.equal(bench.step % self.every, 0)
        return tf.cond(due, lambda: self.every * self.term(bench), lambda: tf.zeros(()))


def every() -> Any:
    """The field for how often a penalty on slopes is measured."""
    return Field(
        1,
        ge=1,
        le=100,
        title=N_("Check only at every so many steps"),
        description=N_(
            "1: always. More: quicker, for the brake is measured more rarely and then counts so many times. 16 is usual for "
            "large networks."
        ),
    )


class ZeroCentred(Steep):
    """Of penalties that want D flat: gamma / 2 times the mean squared norm of the gradient of its logit."""

    dial: ClassVar[str] = "gamma"

    gamma: float = Field(
        0.1,
        ge=0,
        le=100,
        title=N_("Penalty strength γ"),
        description=N_("How strongly the judge is kept smooth."),
    )
    fraction: float = Field(
        0.25,
        gt=0,
        le=1,
        title=N_("How many are checked at each step"),
        description=N_(
            "The part of them on which the brake is measured. You see no difference but in speed: fewer are quicker."
        ),
    )
    every: int = every()

    def flatness(self, bench: Bench, samples: Any) -> Any:
        """gamma / 2 * mean of ||dD/dx||^2 over the first samples, a scalar tensor.

        Args:
            bench: Whose judge is asked.
            samples: Its real samples or its fakes.
        """
        first = samples[: max(1, round(self.fraction * samples.shape[0]))]
        return 0.5 * self.strength(bench) * keras.ops.mean(squared_slopes(bench.judge, first))

    def curve(self, values: np.ndarray) -> np.ndarray:
        """gamma / 2 * norm^2."""
        return 0.5 * self.gamma * np.square(values, dtype=np.float64)


def squared_slopes(judge: Callable[[Any], Any], samples: Any) -> Any:
    """The squared norm of the gradient of D's logit by each sample, (count,).

    Args:
        judge: See :class:`Bench`.
        samples: Where, (count, *shape).
    """
    with tf.GradientTape() as tape:
        tape.watch(samples)
        total = keras.ops.sum(judge(samples))
    gradient = tape.gradient(total, samples)
    return keras.ops.sum(keras.ops.square(gradient), axis=tuple(range(1, len(gradient.shape))))


def slopes(judge: Callable[[Any], Any], samples: Any) -> Any:
    """The norm of the gradient of D's logit by each sample, (count,). Where it is 0 its own gradient is 0, not infinite."""
    return keras.ops.sqrt(keras.ops.maximum(squared_slopes(judge, samples), 1e-20))


PENALTIES: Registry[Penalty] = Registry("penalty", "ganboard.penalties", default="r1")
