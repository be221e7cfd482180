"""``runs``: a table of all runs."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ganboard.cli.options import called
from ganboard.engine.protocol import is_interrupted
from ganboard.errors import GANBoardError
from ganboard.i18n import render
from ganboard.run_status import came_to_nothing
from ganboard.runs import Run, all_runs, runs_root

SHOWN = ("dataset", "method", "architecture", "objective", "penalty", "conditional", "seed")
"""Settings that stand in the table, by flat name; a method that lacks one leaves it empty."""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "runs",
        help="list the runs",
        description=f"List the runs in {runs_root()}, newest first. GANBOARD_RUNS names another folder.",
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", help="as a JSON list, for programs")
    parser.set_defaults(run=_runs)


def _runs(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    rows = [_row(run) for run in all_runs()]
    if arguments.json:
        print(json.dumps(rows, indent=2))
    elif rows:
        _print(rows)
    else:
        call = f"{called()} train --preset quick --steps 500"
        print(f"No runs in {runs_root()} yet. Make one with: {call}", file=sys.stderr)
    return 0


def _row(run: Run) -> dict[str, Any]:
    """What is told of a run; a damaged one is told as such instead of hiding the others."""
    row: dict[str, Any] = {"id": run.id, "state": "damaged", "step": 0, "seconds": 0.0}
    try:
        status, config = run.status(), run.config()
        interrupted = is_interrupted(run, status)
    except GANBoardError as error:
        return {**row, "error": str(error), "path": str(run.path)}
    row |= {key: status[key] for key in row if key in status} | {"id": run.id}
    row["state"] = "paused" if interrupted else row["state"]  # as the dashboard calls it
    flat = config.to_flat()
    row |= {name: flat.get(name) for name in SHOWN}
    why = came_to_nothing(status)
    row["problem"] = None if why is None else render(why)
    return {**row, "changes": run.changes().to_list(), "parent": status.get("parent"), "path": str(run.path)}


def _print(rows: list[dict[str, Any]]) -> None:
    columns = ["id", "state", "step", "seconds", *SHOWN]
    cells = [[_text(row.get(column, "")) for column in columns] for row in rows]
    widths = [max(len(line[index]) for line in [columns, *cells]) for index in range(len(columns))]
    for line in [columns, *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    for row in rows:
        if problem := row.get("problem") or row.get("error"):
            print(f"{row['id']}: {problem}")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return f"{value:.1f}" if isinstance(value, float) else str(value)
