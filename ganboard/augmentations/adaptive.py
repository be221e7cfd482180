"""As many pictures changed as it takes to keep D from learning them by heart: ADA."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.augmentations.base import AUGMENTATIONS, Changing
from ganboard.backend import tf
from ganboard.i18n import N_

EVERY = 4
"""Steps from one move of the chance to the next."""


@AUGMENTATIONS.register
class Adaptive(Changing):
    """The chance of each change rises while D takes too many real images for real, and falls while it takes too few.

    After every fourth step it moves up or down by the same amount, whichever way the mean sign of what D says of real images lies
    from the target. Where no value of D means "I cannot tell", the sign is that of how far a real image lies above the mean fake.

    Reference: Karras et al. 2020 (ADA), Section 3, Eq. 1 (r_t), arXiv:2006.06676.
    Differs from the paper: four kinds of change instead of eighteen, of ``transforms.py``; a chance that could rise to 1 within
    100,000 images instead of 500,000, for trainings of minutes; the sign against fakes for objectives that compare.
    """

    name: ClassVar[str] = "adaptive"
    title: ClassVar[str] = N_("As much as needed")
    summary: ClassVar[str] = N_(
        "Pictures are changed more often while the judge recognises the real ones too surely, and "
        "less often while it does not."
    )
    order: ClassVar[int] = 4
    formula: ClassVar[str] = (
        r"\begin{aligned}"
        r"r &= \mathbb{E}_{\real{x}}\big[\operatorname{sign}(\judge{\ell}(T(\real{x})))\big] \\"
        r"\text{chance} &\leftarrow \text{chance} + \tfrac{4 B}{N} \operatorname{sign}(r - r^*)"
        r"\end{aligned}"
    )
    reference: ClassVar[str] = "Karras et al. 2020, Section 3, Eq. 1, arXiv:2006.06676"
    when: ClassVar[str] = N_(
        "With few pictures, where nobody knows how much change is right. It needs some thousand steps."
    )
    varies: ClassVar[bool] = True

    target: float = Field(
        0.6,
        ge=-1,
        le=1,
        title=N_("How sure the judge may be"),
        description=N_(
            "How many more real pictures the judge may take for real than for fake. 0.6: 80 of 100. 0: "
            "half. Above it there is more change."
        ),
    )
    full_after: int = Field(
        100_000,
        ge=1,
        le=1_000_000_000,
        title=N_("Pictures from 0 to 1"),
        description=N_(
            "After how many real pictures the chance of a change could have risen from 0 to 1. Few: it swings."
        ),
    )

    def state(self) -> dict[str, Any]:
        """The chance, and the sum of the signs since it last moved."""
        return {name: tf.Variable(0.0, trainable=False, dtype=tf.float32) for name in ("chance", "signs")}

    def level(self, step: Any, strength: Any, state: dict[str, Any]) -> tuple[Any, Any]:
        """As often as has been learned, as far as the dial says."""
        return tf.convert_to_tensor(state["chance"]), strength

    def measured(self, chance: Any, strength: Any) -> Any:
        """The chance."""
        return chance

    def learn(self, step: Any, signs: Any, batch_size: int, state: dict[str, Any]) -> None:
        """After every fourth step the chance moves by ``4 * batch_size / full_after``."""
        total = state["signs"] + signs
        move = tf.sign(total / EVERY - self.target) * (EVERY * batch_size / self.full_after)
        due = tf.equal((step + 1) % EVERY, 0)
        state["chance"].assign(tf.where(due, tf.clip_by_value(state["chance"] + move, 0.0, 1.0), state["chance"]))
        state["signs"].assign(tf.where(due, 0.0, total))

    def curve(self, steps: np.ndarray, signs: np.ndarray, batch_size: int) -> np.ndarray:
        """The chance at each step, times the strength."""
        moves = np.sign(signs[:-1] - self.target) * np.diff(steps) * batch_size / self.full_after
        chance = [0.0]
        for move in moves:
            chance.append(min(max(chance[-1] + move, 0.0), 1.0))
        return self.strength * np.array(chance)
