"""Which training and which of its checkpoints is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ganboard.app import address, playing
from ganboard.app.choices import choose, chosen
from ganboard.app.desk_links import read_point
from ganboard.app.instead import instead
from ganboard.app.session import _, current_run, say, show_run
from ganboard.app.titles import known_runs, titles
from ganboard.app.widgets import select
from ganboard.errors import GANBoardError
from ganboard.runs import Run, find_run, runs_root
from ganboard.shipped import folder_of

RUN = "evaluate.run"
"""The choice of the list: the run on the screen, or the newest."""


def listed() -> dict[str, Run]:
    """The newest runs that have a checkpoint, by id."""
    return {run.id: run for run in known_runs()[: playing.LISTED] if run.steps()}


def asked_run() -> Run | None:
    """The run that the address or the session names; None where there is none. One that is gone is said and left out."""
    inside, wanted = playing.linked_inside("evaluate"), current_run()
    if inside is None and wanted is None:
        return None
    try:
        return folder_of(inside, runs_root()) if inside else find_run(runs_root(), str(wanted))
    except GANBoardError as error:
        instead(say(error.message), key="instead_run")
        show_run(None)
        return None


def choose_run(runs: dict[str, Run], asked: Run | None) -> Run:
    """A list of trainings.

    Args:
        runs: By id, at least one.
        asked: The one that was asked for; the newest is shown where there is none.
    """
    inside = playing.inside()
    if asked is not None and asked.id not in inside:
        runs = runs | {asked.id: asked}
    if asked is not None or chosen(RUN) not in runs:  # who asks for none stays with the one that was the newest
        choose(RUN, asked.id if asked is not None else next(iter(runs)))
    names = {**titles(runs.values()), **inside}
    picked = select(RUN, _("Which training"), list(names), names.__getitem__, then=_run_chosen)
    return folder_of(picked, runs_root()) if picked in inside else runs[picked]


def choose_inside() -> None:
    """A list of what comes with GANBoard, for one who has trained nothing yet."""
    names = {"": _("Choose one"), **playing.inside()}
    choose(RUN, "")
    select(RUN, _("Or measure one that comes with GANBoard"), list(names), names.__getitem__, then=_run_chosen)


def _run_chosen() -> None:
    address.write("step", None)
    playing.go_to("evaluate", str(chosen(RUN)))


def choose_step(run: Run, steps: list[int], measured: Iterable[int]) -> int:
    """A list of checkpoints, the newest first.

    Args:
        run: Whose.
        steps: Ascending, at least one.
        measured: Those that were measured.
    """
    done, name = set(measured), step_name(run)
    linked = _linked_step(steps)
    if linked is not None:
        choose(name, linked)
    if chosen(name) not in steps:
        choose(name, max(done & set(steps), default=steps[-1]))
    return int(select(name, _("Checkpoint"), steps[::-1], _name_of(done), then=lambda: show_step(run, chosen(name))))


def step_name(run: Run) -> str:
    """The name of the choice which checkpoint of a run is looked at."""
    return f"evaluate.step.{run.id}"


def show_step(run: Run, step: int) -> None:
    """Look at another checkpoint, from the next run of the page's script on; and put it into the address."""
    choose(step_name(run), step)
    address.write("step", str(step))


def _linked_step(steps: list[int]) -> int | None:
    """The checkpoint that the address names; what cannot be used is said and left out."""
    try:
        step, _point = read_point({"step": text} if (text := address.asked("step")) is not None else {})
    except GANBoardError as error:
        instead(say(error.message), key="instead_step")
        return None
    if step is not None and step not in steps:
        instead(_("This training has no checkpoint of step {step}.").format(step=f"{step:,}"), key="instead_step")
        return None
    return step


def _name_of(done: set[int]) -> Callable[[int], str]:
    def name(step: int) -> str:
        template = _("step {step} · measured") if step in done else _("step {step}")
        return template.format(step=f"{step:,}")

    return name
