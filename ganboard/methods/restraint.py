"""What keeps D calm in a training: its penalty and its constraint, with all that they remember."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ganboard.backend import tf
from ganboard.constraints import Constraint
from ganboard.methods.chance import Chance
from ganboard.penalties import Bench, Penalty

PENALTY = 6
"""What chance is drawn for, of all methods that have a penalty."""


class Restraint:
    """A penalty and a constraint of one discriminator.

    Args:
        penalty: What is added to D's loss.
        constraint: What its weights are held to.
        discriminator: The network.
        seed: The config's.

    Attributes:
        dials: The penalty's strength, where it has one, by the setting's flat name.
        variables: What they remember, by name: a part of every checkpoint.
    """

    def __init__(self, penalty: Penalty, constraint: Constraint, discriminator: Any, seed: int) -> None:
        self._penalty, self._constraint = penalty, constraint
        strengths = {name: getattr(penalty, penalty.dial) for name in penalty.flat_dials}
        self.dials = {name: tf.Variable(value, trainable=False, dtype=tf.float32) for name, value in strengths.items()}
        self._weights = {weight.path: weight.value for weight in discriminator.trainable_variables}
        self._remembered = {name: tf.Variable(0.0, trainable=False) for name in penalty.memory}
        started = constraint.start(self._weights, seed)
        self._held = {name: tf.Variable(value, trainable=False) for name, value in started.items()}
        self.variables = {f"penalty/{name}": variable for name, variable in self._remembered.items()}
        self.variables |= {f"constraint/{name}": variable for name, variable in self._held.items()}

    def measure(
        self, judge: Callable[[Any], Any], samples: tuple[Any, Any], logits: tuple[Any, Any], chance: Chance, step: Any
    ) -> tuple[Any, dict[str, Any]]:
        """What the penalty adds to D's loss, a scalar tensor, and what it will remember, for :meth:`settle`.

        Args:
            judge: See :class:`Bench`.
            samples: Real ones and fakes.
            logits: Those of both.
            chance: Of this update.
            step: Number of this update of D, from 0, int64 scalar.
        """
        draw = partial(chance.uniform, PENALTY), partial(chance.normal, PENALTY)
        strength = next(iter(self.dials.values()), None)
        bench = Bench(judge, *samples, *logits, *draw, step, dict(self._remembered), strength)
        return self._penalty.added(bench), self._penalty.remembered(bench)

    def settle(self, remembered: dict[str, Any]) -> None:
        """After D has moved: hold its weights, and keep what :meth:`measure` gave."""
        for name, value in remembered.items():
            self._remembered[name].assign(value)
        self._constraint.hold(self._weights, self._held)
