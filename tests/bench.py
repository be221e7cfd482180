"""What a penalty is measured on in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ganboard.backend import tf
from ganboard.penalties import Bench


def bench(judge: Callable[[Any], Any], real: Any, fake: Any, **others: Any) -> Bench:
    """A bench with a judge's own logits and the same chance each time."""
    uniform = lambda shape: tf.random.stateless_uniform(shape, [1, 2])  # noqa: E731
    normal = lambda shape: tf.random.stateless_normal(shape, [1, 2])  # noqa: E731
    usual = {"real_logits": judge(real), "fake_logits": judge(fake), "uniform": uniform, "normal": normal}
    memory = {"real_anchor": tf.constant(0.0), "fake_anchor": tf.constant(0.0)}
    return Bench(**{"judge": judge, "real": real, "fake": fake, **usual, "memory": memory, **others})
