"""A run on the screen: what moves fetches itself (see routes.py); scripts draw the buttons and run when one is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import streamlit as st

from ganboard.app.choices import choose
from ganboard.app.choices import chosen as held
from ganboard.app.complaints import complain, show_complaint
from ganboard.app.components.points import cloud
from ganboard.app.components.shared import in_address
from ganboard.app.components.slow import slow_motion
from ganboard.app.components.stage import bars, curves, headline, stage
from ganboard.app.components.take import take
from ganboard.app.connection import config_of, engine
from ganboard.app.controls import UPLOAD
from ganboard.app.dial_panel import show_dials, show_parent
from ganboard.app.doctor.face import show_doctor, show_treated
from ganboard.app.larger import larger_button
from ganboard.app.layers import details
from ganboard.app.moments import describe
from ganboard.app.paths import BASE, UNREACHABLE, base
from ganboard.app.presence import promise
from ganboard.app.race.futures import branch_button, set_up_futures
from ganboard.app.routes import MOVING
from ganboard.app.session import _, language, show_run, show_toasts, toast
from ganboard.app.watchers import invite_button, watching
from ganboard.config import TrainConfig
from ganboard.engine.protocol import LARGE, View
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.media import PixelMedium, PointsMedium
from ganboard.media.points import SIDE as POINTS_SIDE
from ganboard.runs import Run

ALONE = 100
"""Steps that one network learns alone, by a press of its button."""


def show_live(run: Run, view: View) -> None:
    """The run on the screen, kept up to date while it moves."""
    st.session_state.view = view
    st.fragment(_draw)(run)


def look(run_id: str) -> View:
    """The newest view of a run; what did not change since the last look is taken from there.

    Raises:
        RunError: there is no such run.
    """
    last: View | None = st.session_state.get("view")
    if last is None or last.run_id != run_id:
        return engine().watch(run_id)
    view = engine().watch(run_id, last.version)
    return view if view.version > last.version else replace(view, **{name: getattr(last, name) for name in LARGE})


def _draw(run: Run) -> None:
    show_toasts()
    try:
        view, config = look(run.id), config_of(run)
    except GANBoardError:  # deleted meanwhile: the page says so
        st.rerun()
    st.session_state.view = view
    st.session_state.checkpoints = [
        {"step": step, "thumbnail": f"{BASE}/picture/{quote(run.id, safe='')}/{step}.png", "kept": step in view.kept}
        for step in view.checkpoints
    ]
    left, buttons = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with left, st.container(key="train_headline"):
        headline(f"headline_{run.id}")
    watching(run.id)
    show_parent(view, _go_to)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="train_stage"):
        chosen = stage(f"stage_{run.id}", **_stage_data(run, view, config))
        if chosen not in view.checkpoints:  # let go of meanwhile, or gone with a past of its own
            chosen = None
    with buttons, st.container(horizontal=True, horizontal_alignment="right", key="controls"):
        _keep(run, view, config, chosen)
        _pause(view)
        invite_button(run.id)
    show_complaint()
    with right:
        with st.container(key="train_bars"):
            bars(f"bars_{run.id}")
        with st.container(key="train_doctor"):
            show_doctor(run, view, _go_to)
        if config.dataset.name == UPLOAD:  # those of one's own begin small, so that something is to be seen soon
            _larger(run, view, config, chosen)
        with details("train") as shown:
            if shown:
                _closely(run, view, config, chosen)
    if shown:
        set_up_futures(run, view, config, chosen)
    show_treated(run)
    if shown and (made := show_dials(run, config)):
        if held("train.own") == run.id:
            choose("train.own", made)
        _go_to(made)
    in_address("live")


def _pause(view: View) -> None:
    """The one button that a training needs. A visitor sees no difference between pausing and stopping, so there is one."""
    if view.state in MOVING:
        _button(_("Pause"), "pause", ":material/pause:", lambda: engine().pause(view.run_id), help=promise())
    else:
        label = _("Try again") if view.state == "failed" else _("Resume")
        _button(label, "resume", ":material/play_arrow:", _going_on(engine().resume, view.run_id), type="primary")


def _closely(run: Run, view: View, config: TrainConfig, chosen: int | None) -> None:
    """What stands behind "Details": curves, and buttons for those who look closely."""
    moving, unready = view.state in MOVING, view.state in ("waiting", "preparing")
    curves(
        f"curves_{run.id}",
        base=base(),
        second=_("What the second chart shows"),
        at=_("step {step}"),
        language=language(),
    )
    with st.container(horizontal=True, key="closely"):
        for label, steps in ((_("1 step"), 1), (_("10 steps"), 10)):
            _button(label, f"step_{steps}", None, _going_on(engine().advance, run.id, steps), disabled=moving)
        slow_motion(run.id, config)
        if isinstance(config.dataset.medium, PointsMedium):
            _alone(view, config)
        _button(_("Save checkpoint"), "save", ":material/bookmark_add:", lambda: _save(run), disabled=unready)
        branch_button(run, view)
        if config.dataset.name != UPLOAD:
            _larger(run, view, config, chosen)


def _larger(run: Run, view: View, config: TrainConfig, chosen: int | None) -> None:
    if view.state not in ("waiting", "preparing") or view.checkpoints:
        reached = view.step if chosen is None else chosen
        turned = {change["dial"]: change["value"] for change in view.changes if change["step"] <= reached}
        larger_button(run, config.replace(**turned), chosen)


def _save(run: Run) -> None:
    engine().save(run.id)
    toast(message(N_("Checkpoint saved.")), ":material/bookmark_added:")


def _go_to(run_id: str) -> None:
    """Put another run on the screen, at its newest moment."""
    st.session_state.epoch = _epoch() + 1
    show_run(run_id)
    st.rerun()


def _alone(view: View, config: TrainConfig) -> None:
    """Buttons that let one network learn while the others rest."""
    labels = {"generator": _("Only the generator: {steps} steps"), "discriminator": _("Only the judge: {steps} steps")}
    for player in config.method.players:
        action = _going_on(engine().advance, view.run_id, ALONE, player)
        label = labels.get(player, player).format(steps=ALONE)
        _button(label, f"only_{player}", None, action, disabled=view.state in MOVING)


def _button(label: str, key: str, icon: str | None, action: Callable[[], Any], **options: Any) -> None:
    st.button(label, key=key, icon=icon, on_click=obey, args=(action,), **options)


def _going_on(command: Callable[..., None], *arguments: Any) -> Callable[[], None]:
    """A command that trains on from now, so that the page shows now and no longer an earlier step."""

    def go_on() -> None:
        st.session_state.epoch = _epoch() + 1
        command(*arguments)

    return go_on


def _epoch() -> int:
    """Rises whenever the page lets go of the step that was chosen. What was chosen before that counts no more."""
    return int(st.session_state.get("epoch", 0))


def obey(action: Callable[[], Any]) -> None:
    """Do what a button says; where it can't be done, keep the sentence for the page."""
    try:
        action()
    except GANBoardError as error:
        complain(error.message)


def _stage_data(run: Run, view: View, config: TrainConfig) -> dict[str, Any]:
    spec = config.network_spec
    said = config.dataset.medium.words
    return {
        "base": base(),
        "live": describe(view, config, language()),
        "moving": list(MOVING),
        "rebuilds": "encode" in config.method.abilities,
        "explores": "make" in config.method.abilities,
        "epoch": _epoch(),
        **_sheet(config),
        "frames": config.dataset.medium.frames,
        "cloud": cloud(run, config),
        "classes": [_(name) for name in config.dataset.classes] if spec.columns else [],
        "language": language(),
        "words": {
            "made": _("Drawn by the generator"),
            "real": _(said.real),
            "stand": _("Hold still"),
            "move": _("Let them move"),
            "rebuilt": _("The same, rebuilt from their codes"),
            "rebuiltAlt": _(said.rebuilt),
            "realAlt": _(said.laid_out),
            "alt": _(said.made),
            "at": _("step {step}"),
            "rewind": _("Timeline"),
            "now": _("Back to now"),
            "card": _("Checkpoint of step {step}"),
            "unreachable": _(UNREACHABLE),
            "later": _("Faded: trained before you went back. Choose one to go on from there."),
            "moves": _("Here the first pictures will stand. Getting ready takes a few seconds."),
            "rests": _("Nothing is drawn yet. Press “Resume”, and the first pictures come."),
            "failed": _("It broke down before the first pictures were drawn."),
        },
    }


def _sheet(config: TrainConfig) -> dict[str, int]:
    """How the samples lie in their picture: a single one of all points, or pictures in rows and columns."""
    spec, medium = config.network_spec, config.dataset.medium
    if not isinstance(medium, PixelMedium):
        return {"columns": 1, "rows": 1, "side": POINTS_SIDE}
    return {"columns": spec.columns or medium.rows, "rows": medium.rows, "side": spec.shape[-2]}


def _keep(run: Run, view: View, config: TrainConfig, chosen: int | None) -> None:
    epoch = _epoch()

    def go_on() -> None:
        if chosen is None or epoch != _epoch():  # pressed twice: the second time nothing is chosen any more
            return
        st.session_state.epoch = epoch + 1
        engine().rewind(run.id, chosen)
        engine().resume(run.id)

    _button(
        _("Continue from here"),
        "continue",
        ":material/fast_rewind:",
        go_on,
        disabled=chosen is None,
        help=_("Go back on the timeline first. What was trained after that is kept."),
    )
    with st.popover(_("Download"), icon=":material/download:", disabled=view.state in ("waiting", "preparing")):
        take(run.id, chosen, config.dataset.medium.frames > 1)
