"""The only place that puts Streamlit's widgets on a page. Each is bound to a choice of the visitor's, see binding.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from ganboard.app.binding import Then, draw, held
from ganboard.app.choices import choose, chosen

PRESSED = "pressed."
"""How the choices begin that say of a button whose work has not begun yet when it was pressed (s since 1970), and over what."""
PATIENCE = 30.0
"""Seconds that a press waits for its page: what was pressed on a page that one left is not done when one comes back later."""


def select(
    name: str,
    label: str,
    options: Sequence[Any],
    shown: Callable[[Any], str] = str,
    default: Any = None,
    then: Then | None = None,
    place: Any = st,
    **looks: Any,
) -> Any:
    """A list of which one is chosen.

    Args:
        name: Of the choice.
        label: What a visitor reads.
        options: Plain ids, at least one.
        shown: What a visitor reads of an option.
        default: An option, as long as the visitor has not chosen; the first one if left out.
        then: Called when the visitor has chosen, before the page's script runs.
        place: Where to; a container of Streamlit's.
        **looks: How it looks, see Streamlit.

    Returns:
        The option that is chosen. None where nothing is chosen yet and ``placeholder`` is given.
    """
    options, nothing = list(options), "placeholder" in looks
    value = held(name, options.__contains__, default if default in options or nothing else options[0])
    index = options.index(value) if value in options else None
    draw(
        place.selectbox,
        (name, [shown(each) for each in options]),
        value,
        options.__contains__,
        then,
        label=label,
        options=options,
        format_func=shown,
        index=index,
        **looks,
    )
    return value


def pills(
    name: str, label: str, options: Sequence[Any], shown: Callable[[Any], str], default: Any, then: Then | None = None
) -> Any:
    """Options side by side, of which one is chosen; none as long as the default is none. Arguments as for :func:`select`."""
    return _row(partial(st.pills, wrap=True), name, label, list(options), shown, default, then)


def segments(
    name: str, label: str, options: Sequence[Any], shown: Callable[[Any], str], default: Any, then: Then | None = None
) -> Any:
    """Options in one bar, of which one is chosen. Arguments as for :func:`select`."""
    return _row(st.segmented_control, name, label, list(options), shown, default, then)


def several(
    name: str, label: str, options: Sequence[Any], shown: Callable[[Any], str], most: int, place: Any = st, **looks: Any
) -> list[Any]:
    """A list of which any number up to ``most`` is chosen. Arguments as for :func:`select`."""
    options = list(options)
    value = [each for each in chosen(name, []) if each in options][:most]

    def fits(told: Any) -> bool:
        return isinstance(told, list) and all(each in options for each in told)

    draw(
        place.multiselect,
        (name, [shown(each) for each in options]),
        value,
        fits,
        None,
        label=label,
        options=options,
        format_func=shown,
        default=value,
        max_selections=most,
        **looks,
    )
    return value


def toggle(name: str, label: str, default: bool = False, **looks: Any) -> bool:
    """A switch. Arguments as for :func:`select`."""
    value = bool(held(name, _is_bool, default))
    draw(st.toggle, (name, None), value, _is_bool, None, label=label, value=value, **looks)
    return value


def text(name: str, label: str, default: str = "", **looks: Any) -> str:
    """A line of text. Arguments as for :func:`select`."""
    value = str(held(name, _is_text, default))
    draw(st.text_input, (name, None), value, _is_text, None, label=label, value=value, **looks)
    return value


def number(
    name: str,
    label: str,
    default: Any,
    low: Any = None,
    high: Any = None,
    optional: bool = False,
    **looks: Any,
) -> Any:
    """A field for a number.

    Args:
        name: Of the choice.
        label: What a visitor reads.
        default: As long as the visitor has not chosen.
        low: The smallest that can be chosen; None for no limit.
        high: The largest.
        optional: Whether the field may be empty.
        **looks: How it looks, see Streamlit; ``step`` must be of the numbers' type.
    """
    kind = type(looks["step"])

    def fits(told: Any) -> bool:
        if told is None:
            return optional
        fine = isinstance(told, int | float) and not isinstance(told, bool) and (kind is float or told == int(told))
        return fine and (low is None or told >= low) and (high is None or told <= high)

    value = held(name, fits, default)
    value = None if value is None else kind(value)
    bounds = [None if end is None else kind(end) for end in (low, high)]
    draw(
        st.number_input,
        (name, bounds),
        value,
        fits,
        None,
        says=(lambda number: number) if optional else None,  # with a default the field could not be emptied
        label=label,
        value=None if optional else value,
        min_value=bounds[0],
        max_value=bounds[1],
        **looks,
    )
    return value


def press(name: str, label: str, **looks: Any) -> bool:
    """A button for work that a script begins further below.

    Streamlit tells one script of a press. Where the visitor does the next thing before that script has got to the work, it is
    ended, and nothing would ever be begun. So a press counts until it is :func:`obeyed`.

    Args:
        name: Of the button.
        label: What a visitor reads.
        **looks: How it looks, see Streamlit.

    Returns:
        Whether it was pressed and its work waits to be begun.
    """
    own = chosen("train.own")
    st.button(label, key=name, on_click=_press, args=(name, own), **looks)
    pressed = chosen(PRESSED + name)
    if not isinstance(pressed, list) or len(pressed) != 2 or not isinstance(pressed[0], float):
        return False
    return time.time() - pressed[0] < PATIENCE and pressed[1] == own


def _press(name: str, own: str | None) -> None:
    """Keep when it was pressed, and over which training of the visitor's: an impatient second press is made over the old page."""
    choose(PRESSED + name, [time.time(), own])


def waits(held: dict[str, Any]) -> bool:
    """Whether a press waits for its work to begin. To be asked where nobody else begins it, see ``starting.one_by_one``.

    Args:
        held: All choices.
    """
    return any(name.startswith(PRESSED) for name in held)


def obeyed(held: dict[str, Any]) -> None:
    """Forget what was pressed: its work has begun, or cannot.

    Args:
        held: All choices (:func:`ganboard.app.choices.everything`), asked for before the work: Streamlit may end a script that
            asks for them, and then the work would be begun a second time.
    """
    for name in [name for name in held if name.startswith(PRESSED)]:
        del held[name]


def page_number(name: str, pages: int) -> int:
    """Which page of a long list, from 1.

    Args:
        name: Of the choice.
        pages: How many there are; there is nothing to choose where there is one.
    """
    value = int(min(held(name, _is_whole, 1), pages))
    if pages > 1:
        draw(st.pagination, (name, pages), value, _is_whole, None, num_pages=pages, default=value)
    return value


def tabs(name: str, titles: dict[str, str]) -> dict[str, Any]:
    """Tabs, of which the open one is a choice.

    Args:
        name: Of the choice.
        titles: What a visitor reads, by plain id.

    Returns:
        The containers by id; ``.open`` says which is looked at.
    """
    ids = {title: each for each, title in titles.items()}
    value = held(name, titles.__contains__, next(iter(titles)))
    places = draw(
        st.tabs, (name, list(ids)), value, titles.__contains__, None, meaning=ids.get, says=titles.get, tabs=list(ids)
    )
    return dict(zip(titles, places, strict=True))


def expander(name: str, label: str, default: bool = False, **looks: Any) -> Any:
    """A container that can be opened and closed, which is a choice; ``.open`` says which. Arguments as for :func:`select`."""
    value = bool(held(name, _is_bool, default))
    return draw(st.expander, (name, label), value, _is_bool, None, says=bool, label=label, **looks)


def chart(key: str, figure: Any, then: Callable[[dict[str, Any]], None], **looks: Any) -> None:
    """A chart of Plotly's whose points can be clicked.

    Args:
        key: Identity of the chart.
        figure: What it shows.
        then: Called with the point that was clicked, as Plotly describes it, before the page's script runs.
        **looks: How it looks, see Streamlit.
    """
    drawn = st.session_state.setdefault("drawn", {})

    def changed() -> None:
        state = st.session_state.get(key)
        points = state.selection.points if state else []
        told = [[point["curve_number"], point["point_index"]] for point in points]
        if told == drawn.get(key):  # said along with another widget's news
            return
        drawn[key] = told
        if points:
            then(points[0])

    st.plotly_chart(
        figure, key=key, on_select=changed, selection_mode="points", config={"displayModeBar": False}, **looks
    )


def _row(make: Any, name: str, label: str, options: list[Any], shown: Any, default: Any, then: Then | None) -> Any:
    value = held(name, options.__contains__, default)
    draw(
        make,
        (name, [shown(each) for each in options]),
        value,
        options.__contains__,
        then,
        label=label,
        options=options,
        format_func=shown,
        default=value,
        required=True,
        label_visibility="collapsed",
    )
    return value


def _is_bool(told: Any) -> bool:
    return isinstance(told, bool)


def _is_text(told: Any) -> bool:
    return isinstance(told, str)


def _is_whole(told: Any) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and told >= 1
