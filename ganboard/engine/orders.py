"""What the scheduler is told to do between turns."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

COMMANDS = ("pause", "resume", "end", "advance", "rewind", "dial", "branch", "slowly", "save", "export")
"""What may be asked for a run."""
WAKE = "wake"
"""The name of an order that only ends a wait."""
EXPLORE = "explore"
"""The name of an order that the studio answers; it needs no run in training."""
FIRST = -1
"""The priority of what somebody drags."""


@dataclass(order=True)
class Order:
    """Something to obey between turns, the lowest ``priority`` first, then the oldest.

    Attributes:
        priority: ``FIRST`` for what somebody drags, 0 for what somebody waits for.
        number: Counts up.
        name: One of ``COMMANDS``, ``EXPLORE`` or ``WAKE``.
        run_id: With which run.
        arguments: Of the command.
        reply: Where the answer goes.
        unheard: Whether nobody waits for the answer any more, so that an error must be told by a notice.
    """

    priority: int
    number: int
    name: str = field(compare=False)
    run_id: str = field(compare=False)
    arguments: dict[str, Any] = field(compare=False, default_factory=dict)
    reply: Future[Any] = field(compare=False, default_factory=Future)
    unheard: bool = field(compare=False, default=False)
