"""The page "You against the judge": two pictures, and which of them is real; alone, or as a class in a room."""

from __future__ import annotations

import streamlit as st

from ganboard.app import address, playing, widgets
from ganboard.app.choices import choose, chosen
from ganboard.app.complaints import complain
from ganboard.app.components.quiz import classroom_shown, playing_quiz
from ganboard.app.connection import config_of, engine
from ganboard.app.instead import instead, way_out
from ganboard.app.quiz.classrooms import GONE, Classroom, close_room, open_room, room_of
from ganboard.app.session import SHIPPED, _, say, written
from ganboard.app.titles import titles
from ganboard.errors import GANBoardError
from ganboard.i18n import message
from ganboard.media import ImageMedium
from ganboard.runs import find_run
from ganboard.shipped import archive_of

NAME, PRESET = "quiz", "quick"
"""Of the page's choices, and of the training that is begun here."""
CODE, SHOWS, KEY, TYPED = "quiz.room", "quiz.shows", "quiz.key", "quiz.code"
"""Choices: the room that is played in, whether its results are shown instead, the key of one opened here, and what was typed."""


def page() -> None:
    """Draw the page."""
    with st.container(key="play_quiz"):
        room = _room()
        if room is None:
            _alone()
        elif chosen(SHOWS):
            _show(room)
        else:
            _join(room)


def _room() -> Classroom | None:
    """The room that the address or the session names, if it is open."""
    linked = address.asked("room")
    if linked is not None:
        choose(CODE, linked.strip().upper()[:20])
        choose(SHOWS, address.asked("show") == "class")
    code = chosen(CODE)
    if not isinstance(code, str):
        return None
    room = room_of(code)
    if room is None:
        instead(say(message(GONE, code=code)), key="instead_room")
        _leave()
        return None
    address.write("room", room.code)
    address.write("show", "class" if chosen(SHOWS) else None)
    return room


def _leave() -> None:
    choose(CODE, None)
    choose(SHOWS, False)
    address.write("room", None)
    address.write("show", None)


def _alone() -> None:
    names = {source: title for source, title in playing.sources("judge").items() if _of_pictures(source)}
    source = playing.source_of(NAME, names)
    if address.asked("run") not in (None, source):
        instead(_("The training that was open is not here, or has no judge of pictures. This is another one."))
    with playing.bar():
        smooth = playing.choose_maker(NAME, names)
        playing.train_button(NAME, PRESET, _("Watch it learn while you play"), icon=":material/play_arrow:")
        with st.popover(_("Play as a class"), icon=":material/groups:"):
            _offer_room(source)
    playing_quiz(source=source, room=None, smooth=smooth, out=way_out(source, SHIPPED))


def _offer_room(source: str) -> None:
    st.markdown(
        _(
            "Open a room and show this screen on the projector. Everybody joins by its link and guesses pairs of their own, of the "
            "same steps of the training; here all results add up. No names, and nothing is kept when the room ends."
        )
    )
    st.button(_("Open a room"), key="quiz_open", type="primary", on_click=_open, args=(source,))
    widgets.text(TYPED, _("Code of a room"), max_chars=8, placeholder="ABCD")
    st.button(_("Join"), key="quiz_join", on_click=_go_to_typed)


def _open(source: str) -> None:
    if chosen(CODE):  # pressed twice
        return
    try:
        room = open_room(source)
    except GANBoardError as error:
        complain(error.message)
        return
    choose(KEY, room.key)
    choose(CODE, room.code)
    choose(SHOWS, True)


def _go_to_typed() -> None:
    typed = str(chosen(TYPED) or "").strip().upper()
    if typed:
        choose(CODE, typed)
        choose(SHOWS, False)
        choose(TYPED, "")


def _show(room: Classroom) -> None:
    ours = chosen(KEY) == room.key
    with st.container(horizontal=True, vertical_alignment="center"):
        question = _("Real or fake?")
        st.markdown(f"**{question}** {_title(room.source)}")
        if ours:
            st.button(_("End the room"), key="quiz_end", on_click=_end, args=(room.code,))
        else:
            st.button(_("Leave the room"), key="quiz_leave", on_click=_leave)
    classroom_shown(code=room.code, key=room.key if ours else None, on_key=lambda key: choose(KEY, key))


def _end(code: str) -> None:
    close_room(code, chosen(KEY))
    _leave()


def _join(room: Classroom) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Room {code}").format(code=f"**{room.code}**") + f" · {_title(room.source)}")
        smooth = widgets.toggle(
            f"{NAME}.smooth", _("Soft pixels"), True, help=_("Blur the pixels instead of showing them as squares.")
        )
        st.button(_("Leave the room"), key="quiz_leave", on_click=_leave)
    playing_quiz(source=room.source, room=room.code, smooth=smooth, out=None)


def _title(source: str) -> str:
    if archive_of(source):
        return playing.inside().get(source, source)
    try:
        return written(titles([find_run(engine().root, source)])[source])
    except GANBoardError:  # deleted while the room is open: the line says what that means
        return written(source)


def _of_pictures(source: str) -> bool:
    if archive_of(source):
        return True
    return isinstance(config_of(find_run(engine().root, source)).dataset.medium, ImageMedium)


page()
