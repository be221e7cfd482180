"""The Train page: choose, press one button, watch."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ganboard.app import controls
from ganboard.app.choices import chosen, everything
from ganboard.app.complaints import complain, show_complaint
from ganboard.app.connection import engine, limits
from ganboard.app.instead import instead
from ganboard.app.live import look, show_live
from ganboard.app.own_hand import choose_digits
from ganboard.app.own_points import choose_points
from ganboard.app.pairs import PAIR, pair
from ganboard.app.paths import page_file
from ganboard.app.presence import promise
from ganboard.app.preview import show_real
from ganboard.app.race.setup import race_button, set_up
from ganboard.app.race.watching import race_of, show_race_of
from ganboard.app.session import _, current_race, current_run, in_markdown, language, say, show_race, show_run
from ganboard.app.starting import end_own, one_by_one, start
from ganboard.app.upload import choose_images
from ganboard.app.widgets import expander, obeyed, press, waits
from ganboard.config import TrainConfig
from ganboard.datasets import DATASETS, Data
from ganboard.errors import GANBoardError
from ganboard.i18n import N_, message
from ganboard.methods import METHODS
from ganboard.runs import Run, runs_root


def page() -> None:
    """Draw the page."""
    controls.prepare()
    race_id = current_race()
    race = show_race_of(race_id) if race_id else None
    run_id, view = current_run(), None
    if run_id and race is None:
        try:
            view = look(run_id)
            _offer_its_race(run_id)
            show_live(Run(runs_root() / run_id), view)
        except GANBoardError as error:
            show_run(None)
            instead(say(error.message), do=_("All trainings"), page="runs", icon="history", first=False)
    if view is None and race is None:
        show_complaint()  # else beside the buttons of what is watched
        _welcome()
    else:
        with expander("train.new", _("New training")):
            _form()


def _offer_its_race(run_id: str) -> None:
    """The way from one entrant to the race that it is in."""
    race = race_of(run_id)
    if race is not None:
        label, icon = (_("To its race"), "sports_score") if race.start is None else (_("To both futures"), "call_split")
        st.button(label, key="to_race", icon=f":material/{icon}:", on_click=show_race, args=(run_id,))


def _welcome() -> None:
    coloured = "<b class='gb-{}'>{}</b>".format
    story = _(METHODS.get(controls.value("method")).story).format(
        generator=coloured("fake", _("generator")),
        noise=coloured("noise", _("noise")),
        discriminator=coloured("judge", _("judge (discriminator)")),
        encoder=coloured("judge", _("encoder")),
        real=coloured("real", _(DATASETS.create(controls.value("dataset")).medium.words.such)),
    )
    title = _("Watch a network learn to draw")
    with st.container(key=f"welcome_{language()}"):  # each language takes room of its own on a phone
        st.html(f"<h1 class='gb-title'>{title}</h1><p class='gb-story'>{story}</p>")
    _form()


def _form() -> None:
    data: Data | None = None
    problem: dict[str, Any] | None = None
    with st.container(key="presets"):
        controls.choose_preset()
    brings = controls.value("dataset") in (controls.UPLOAD, controls.HAND)
    left, right = st.columns([2, 3], gap="large")
    with left, st.container(key="begin_beside" if brings else "begin"):  # on a phone what is brought comes first
        start = _start_button("start")
        complaints = [st.container()]
        st.caption(promise())
        try:
            limits()
        except GANBoardError as error:
            st.warning(in_markdown(error.message))
        controls.open_fields()
    with right:
        if controls.value("dataset") == controls.UPLOAD:
            data, problem = choose_images(*(controls.value(f"dataset.{name}") for name in ("size", "color", "ground")))
            controls.know(None if data is None else data.report.different if data.report else len(data))
            if data is not None:
                controls.mirror_field()
        elif controls.value("dataset") == controls.HAND:
            data, problem = choose_digits()
        elif controls.own():
            data, problem = choose_points()
        if brings and data is not None:
            start |= _start_button("start_hand" if controls.value("dataset") == controls.HAND else "start_own")
            complaints.append(st.container(key="complaint_below"))
        show_real(data)
    with expander("train.advanced", _("Advanced")):
        both = _several(data)
        controls.advanced_fields()
    controls.tell_address()
    if start or both:
        try:
            config = controls.config()
            if controls.own() and data is None:
                complain(problem or _missing(config), "form")
            else:
                (_start_pair if both else _start)(config, data)
        except GANBoardError as error:
            complain(error.message, "form")
        obeyed(everything())
    show_complaint("form", *complaints)  # below each start button, of which one is seen


def _start_button(key: str) -> bool:
    return press(key, _("Start training"), type="primary", icon=":material/play_arrow:", width="stretch")


def _several(data: Data | None) -> bool:
    """Buttons that train more than one thing at a time; whether two methods were asked for."""
    with st.container(horizontal=True):
        both = controls.value("method") in PAIR and press(
            "start_pair",
            _("GAN and VAE side by side"),
            icon=":material/compare:",
            help=_(
                "Two trainings in turns, with the same data, seed and seconds (60 where none are set): one as this form says, "
                "one by the other method. You see both on the Runs page, and measure there which is sharper and which covers "
                "more."
            ),
        )
        racing = race_button()
    if racing:
        set_up(data)
    return both


def _missing(config: TrainConfig) -> dict[str, Any]:
    if config.dataset.name == controls.POINTS:
        return message(N_("Draw some points first, or choose a table: at least 16 points."))
    return message(N_("Choose your pictures first: at least 16."))


def _start(config: TrainConfig, data: Data | None) -> None:
    start(config, controls.preset_name() or "custom", data, pressed=True)
    st.rerun()


def _start_pair(config: TrainConfig, data: Data | None) -> None:
    held = everything()
    with one_by_one():
        if waits(held):
            configs = pair(config)
            for each in configs.values():
                each.settled(engine().root)  # what cannot be begun ends nothing
            end_own()
            started = [engine().submit(each, METHODS.get(name).title, data) for name, each in configs.items()]
            obeyed(held)
            held |= {"train.own": started[0], "train.beside": started[1:], "run": started[0]}
            held |= {"runs.compared": started, "runs.by": "seconds", "runs.compare": True}
    show_run(chosen("train.own"))
    st.switch_page(page_file("runs"))


page()
