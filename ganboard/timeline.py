"""When to keep a checkpoint, and which to let go."""

from __future__ import annotations

GROWTH = 1.2
"""The step at which a checkpoint is due grows by this factor from one to the next."""
SPACING = 5
"""Steps between two checkpoints at least."""


def next_due(step: int) -> int:
    """The first step after ``step`` at which a checkpoint is due: 5, 10, 15, ... then every 20% more.

    Early training changes fast and late training slowly, so a log scale shows both.
    """
    due = SPACING
    while due <= step:
        due = max(due + SPACING, round(due * GROWTH))
    return due


def to_drop(sizes: dict[int, int], budget: int, keep: frozenset[int] = frozenset()) -> list[int]:
    """Which checkpoints to delete so that the rest fits into a budget.

    Those go first that stand closest to the one before them on a log scale, so that what stays is spread evenly. The first
    and the last always stay.

    Args:
        sizes: step -> bytes.
        budget: Bytes that may stay.
        keep: Steps that must stay, such as those saved by hand.

    Returns:
        Steps, in the order in which they go.
    """
    steps, total, dropped = sorted(sizes), sum(sizes.values()), []
    while total > budget:
        inner = [index for index in range(1, len(steps) - 1) if steps[index] not in keep]
        if not inner:
            break
        index = min(inner, key=lambda i: ((steps[i + 1] + 1) / (steps[i - 1] + 1), -steps[i]))
        total -= sizes[steps[index]]
        dropped.append(steps.pop(index))
    return dropped
