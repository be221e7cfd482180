"""Which run left which, and where: the trees that branches make."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ganboard.errors import GANBoardError
from ganboard.race.entry import Race
from ganboard.run_status import PARENT
from ganboard.runs import Run


@dataclass
class Node:
    """A run in a tree.

    Attributes:
        run_id: Which.
        run: The run; None where it is gone.
        step: Where it stands; of one that is gone, the last step at which another left it.
        left: At which step it left the one above it; 0 for the first.
        created: When it was begun, in seconds since 1970; 0 for one that is gone.
        children: What left it, in the order of the steps and then of their beginnings.
    """

    run_id: str
    run: Run | None
    step: int
    left: int = 0
    created: float = 0.0
    children: list[Node] = field(default_factory=list)

    def every(self, depth: int = 0) -> list[tuple[int, Node]]:
        """It and all below it, each with how far below, in the order in which they are drawn."""
        return [(depth, self), *(found for child in self.children for found in child.every(depth + 1))]


def trees(runs: Iterable[Run]) -> list[Node]:
    """The runs that others left, with all that came of them; the tree with the newest run first.

    A run that is gone stands for itself as long as something is left that left it.

    Args:
        runs: The newest first. One whose folder is damaged is passed over.
    """
    nodes: dict[str, Node] = {}
    parents: dict[str, str] = {}
    for run in runs:
        with suppress(GANBoardError):
            status = run.status()
            nodes[run.id] = Node(run.id, run, status["step"], created=status["created"])
            if PARENT in status:
                parents[run.id], nodes[run.id].left = status[PARENT]["run"], left_at(status)
    newest = {run_id: number for number, run_id in enumerate(nodes)}
    for run_id, parent in parents.items():
        above = nodes.setdefault(parent, Node(parent, None, 0))
        if above is nodes[run_id] or run_id in _line(parent, parents):  # nobody left himself
            continue
        above.children.append(nodes[run_id])
        above.step = max(above.step, nodes[run_id].left)
    held = {id(child) for node in nodes.values() for child in node.children}
    roots = [node for node in nodes.values() if node.children and id(node) not in held]
    for node in nodes.values():
        node.children.sort(key=lambda child: (child.left, child.created))
    return sorted(roots, key=lambda root: min(newest.get(node.run_id, len(newest)) for _, node in root.every()))


def left_at(status: dict[str, Any]) -> int:
    """The step at which a branch left the other.

    Of two futures the one that goes on as it was may have more of the other's past, and parts no later than the one beside it.
    """
    race, step = Race.of(status), int(status[PARENT]["step"])
    return step if race is None or race.start is None else min(step, race.start)


def _line(run_id: str, parents: dict[str, str]) -> list[str]:
    """A run and those above it, as far as that leads upwards."""
    line = [run_id]
    while (above := parents.get(line[-1])) is not None and above not in line:
        line.append(above)
    return line
