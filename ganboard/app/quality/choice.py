"""Which training and which of its checkpoints is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from ganboard.app.links import read_point
from ganboard.app.session import _, current_run, say, show_run
from ganboard.app.titles import titles
from ganboard.errors import GANBoardError
from ganboard.runs import Run, all_runs, find_run, runs_root

LISTED = 60
"""Runs offered in the list; more would not be found there."""


def listed() -> dict[str, Run]:
    """The newest runs that have a checkpoint, by id."""
    return {run.id: run for run in list(all_runs())[:LISTED] if run.steps()}


def asked_run() -> Run | None:
    """The run that the address or the session names; None where there is none. One that is gone is said and left out."""
    wanted = current_run()
    if wanted is None:
        return None
    try:
        return find_run(runs_root(), wanted)
    except GANBoardError as error:
        st.warning(say(error.message))
        show_run(None)
        return None


def choose_run(runs: dict[str, Run], asked: Run | None) -> Run:
    """A list of trainings.

    Args:
        runs: By id, at least one.
        asked: The one that was asked for; the newest is shown where there is none.
    """
    if asked is not None:
        runs = runs | {asked.id: asked}
    wanted = asked.id if asked is not None else next(iter(runs))
    if st.session_state.get("evaluate_linked") != wanted:  # the address names another one than when we last looked
        st.session_state.evaluate_linked = st.session_state.evaluate_run = wanted
    st.session_state.setdefault("evaluate_run", wanted)
    names = titles(runs.values())
    chosen = st.selectbox(
        _("Which training"),
        list(runs),
        format_func=lambda each: names[each],
        key="evaluate_run",
        on_change=_run_chosen,
    )
    return runs[chosen]


def _run_chosen() -> None:
    st.session_state.evaluate_linked = st.session_state.evaluate_run
    st.query_params.pop("step", None)
    show_run(st.session_state.evaluate_run)


def choose_step(run: Run, steps: list[int], measured: Iterable[int]) -> int:
    """A list of checkpoints, the newest first.

    Args:
        run: Whose.
        steps: Ascending, at least one.
        measured: Those that were measured.
    """
    done, key = set(measured), step_key(run)
    linked = _linked_step(steps)
    if linked is not None and st.session_state.get(f"{key}_linked") != linked:
        st.session_state[f"{key}_linked"] = st.session_state[key] = linked
    if st.session_state.get(key) not in steps:
        st.session_state[key] = max(done & set(steps), default=steps[-1])
    return st.selectbox(
        _("Checkpoint"),
        steps[::-1],
        format_func=_name_of(done),
        key=key,
        on_change=lambda: show_step(run, st.session_state[key]),
    )


def step_key(run: Run) -> str:
    """Where the session keeps which checkpoint of a run is looked at."""
    return f"evaluate_step_{run.id}"


def show_step(run: Run, step: int) -> None:
    """Look at another checkpoint, from the next run of the page's script on; and put it into the address."""
    key = step_key(run)
    st.session_state[key] = st.session_state[f"{key}_linked"] = step
    st.query_params["step"] = str(step)


def _linked_step(steps: list[int]) -> int | None:
    """The checkpoint that the address names; what cannot be used is said and left out."""
    try:
        step, _point = read_point(st.query_params.to_dict())
    except GANBoardError as error:
        st.warning(say(error.message))
        return None
    if step is not None and step not in steps:
        st.warning(_("This training has no checkpoint of step {step}.").format(step=f"{step:,}"))
        return None
    return step


def _name_of(done: set[int]) -> Callable[[int], str]:
    def name(step: int) -> str:
        template = _("step {step} · measured") if step in done else _("step {step}")
        return template.format(step=f"{step:,}")

    return name
