"""What pages that ask makers have in common: which makers there are, and which one is on the screen."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from ganboard import shipped
from ganboard.app import address, widgets
from ganboard.app.choices import choose, chosen
from ganboard.app.complaints import complain, show_complaint
from ganboard.app.connection import config_of, engine
from ganboard.app.pictures import data_url, large
from ganboard.app.session import _, current_run, language, show_run
from ganboard.app.starting import just_begun, one_by_one, start
from ganboard.app.titles import known_runs, titles
from ganboard.config import TrainConfig
from ganboard.creatures.factors import Factor
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.presets import preset
from ganboard.runs import Run

TITLES = {
    "shipped": N_("Digits, trained already (comes with GANBoard)"),
    "shipped-creatures": N_("Creatures, trained already (comes with GANBoard)"),
    "shipped-clips": N_("Creatures that move, trained already (comes with GANBoard)"),
    "shipped-sketch": N_("Creatures from drawings, trained already (comes with GANBoard)"),
    "shipped-swap": N_("Creatures by day and by night, trained already (comes with GANBoard)"),
    "shipped-words": N_("Creatures from words, trained already (comes with GANBoard)"),
}
"""Of the makers that come with GANBoard, by source; marked for translation."""
LISTED = 60
"""Runs offered in a list; more would not be found there."""
SECONDS = 120
"""How long a training goes on that is begun here; who wants more resumes it on the Train page."""


def inside(ability: str = "") -> dict[str, str]:
    """Makers that come with GANBoard: titles by source.

    Args:
        ability: See ``Method.abilities``; all of them where it is empty.
    """
    return {source: _(TITLES.get(source, source)) for source in shipped.sources(ability)}


def in_words(factors: Iterable[Factor]) -> list[dict[str, Any]]:
    """What can be chosen of a creature, as the modules of pages read it, with names in the visitor's language."""
    return [
        {
            "name": factor.name,
            "title": _(factor.title),
            "values": [
                {"name": name, "title": _(title)} for name, title in zip(factor.values, factor.titles, strict=True)
            ],
        }
        for factor in factors
    ]


def sources(ability: str) -> dict[str, str]:
    """Makers that have an ability: titles by source, the shipped one first, then trainings, newest first.

    Args:
        ability: See ``Method.abilities``.
    """
    runs: list[Run] = []
    for run in known_runs():
        if len(runs) < LISTED and _has(run, ability):
            runs.append(run)
    return {**inside(ability), **titles(runs)}


def linked_inside(page: str) -> str | None:
    """The shipped maker that the address names, or that the page shows since; None where it shows a run.

    Args:
        page: Whose choice ``PAGE.shipped`` is.
    """
    if (linked := address.asked("run")) is not None:
        choose(f"{page}.shipped", linked if shipped.archive_of(linked) else None)
    held = chosen(f"{page}.shipped")
    if held not in shipped.sources():
        return None
    address.write("run", held)
    return str(held)


def source_of(page: str, names: dict[str, str]) -> str:
    """The maker that the address or the session names; the first where none is named, or one of another kind.

    Args:
        page: Whose choices ``PAGE.source`` and ``PAGE.shipped`` are.
        names: Of :func:`sources`, at least one.
    """
    held, run = linked_inside(page), current_run()
    found = held or run
    found = found if found in names else next(iter(names))
    choose(f"{page}.source", found)
    return found


def go_to(page: str, source: str) -> None:
    """Put a maker on the screen.

    Args:
        page: Which page shows it, as long as it is a shipped one.
        source: A shipped maker, or the id of a run.
    """
    if shipped.archive_of(source):
        choose(f"{page}.shipped", source)
        address.write("run", source)
    else:
        show_run(source)


def go_to_chosen(page: str) -> None:
    """Put the maker on the screen that was chosen in the page's list."""
    go_to(page, str(chosen(f"{page}.source")))


def opening(sentence: str) -> None:
    """What can be done on a page, as its title."""
    with st.container(key=f"play_opening_{language()}"):
        st.html(f'<div class="gb-opening"><h1>{html.escape(sentence)}</h1></div>')


@contextmanager
def bar() -> Iterator[None]:
    """The row at the top of the page, below what stood in the way of a training that was to begin."""
    show_complaint()
    with st.container(horizontal=True, vertical_alignment="center"):
        yield


def choose_maker(page: str, names: dict[str, str]) -> bool:
    """A list of makers, and how pictures are shown.

    Args:
        page: See :func:`source_of`.
        names: Of :func:`sources`.

    Returns:
        Whether pixels are blurred.
    """
    widgets.select(
        f"{page}.source",
        _("Generator"),
        list(names),
        names.__getitem__,
        then=partial(go_to_chosen, page),
        label_visibility="collapsed",
        width=460,
    )
    return widgets.toggle(
        f"{page}.smooth", _("Soft pixels"), True, help=_("Blur the pixels instead of showing them as squares.")
    )


def train_button(page: str, name: str, label: str, **looks: Any) -> None:
    """A button that trains another maker.

    Args:
        page: On which page.
        name: Of the preset.
        label: What it says.
        **looks: As ``st.button`` takes them.
    """
    own = chosen("train.own")
    st.button(
        label,
        key=f"{page}_train_{name}_{own}",  # see begin
        on_click=partial(begin, name, own),
        help=_("Learns for two minutes, before your eyes."),
        **looks,
    )


def learned_from(title: str, picture: bytes, alt: str) -> None:
    """Some of what such makers learn from, a PNG, with a title, and words for those who do not see it."""
    image = f"<img src='{data_url(picture)}' alt='{html.escape(alt)}' style='max-width: 48rem; border-radius: 0.7rem'>"
    st.html(
        f"<figure class='gb-preview gb-wide'><figcaption class='gb-real'>{html.escape(title)}</figcaption>"
        f"{large(image, title, alt)}</figure>"
    )


@dataclass(frozen=True)
class Without:
    """A training without one of its parts, to see what that is for.

    Attributes:
        settings: What is otherwise than in the preset, by flat names.
        title: What the button says, a message id.
        story: What the part is for, above the button.
        told: What is said above a maker that was trained so.
    """

    settings: dict[str, Any]
    title: str
    story: str
    told: str


def show_without(page: str, name: str, title: str, story: str, cases: dict[str, Without]) -> None:
    """What a maker can do without, each with a button that trains one.

    Args:
        page: On which page.
        name: Of the preset.
        title: Of all.
        story: What is said below the title.
        cases: By plain ids.
    """
    told = ("" if language() == "zh" else " ").join(
        (story, _("Each button trains one for two minutes, before your eyes."))
    )
    st.html(f"<h3 class='gb-part'>{html.escape(title)}</h3><p class='gb-story'>{html.escape(told)}</p>")
    with st.container(key=f"{page}_without"):
        own = chosen("train.own")
        for column, (each, case) in zip(st.columns(len(cases)), cases.items(), strict=True):
            with column:
                st.html(f"<p class='gb-story'>{html.escape(_(case.story))}</p>")
                st.button(
                    _(case.title),
                    key=f"{page}_without_{each}_{own}",  # see begin
                    icon=":material/play_arrow:",
                    on_click=partial(begin, name, own, case.settings),
                )


def tell_without(config: TrainConfig | None, cases: dict[str, Without]) -> None:
    """Say what the maker on the screen was trained without; nothing where it has all.

    Args:
        config: Its; None where it cannot be read.
        cases: As for :func:`show_without`. Of several that fit, the one that leaves out most is told.
    """
    flat = {} if config is None else config.to_flat()
    fitting = [case for case in cases.values() if case.settings.items() <= flat.items()]
    if fitting:
        told = max(fitting, key=lambda case: len(case.settings)).told
        st.html(f"<p class='gb-without'>{html.escape(_(told))}</p>")


def config_at(source: str) -> TrainConfig | None:
    """The config of a maker; None where it cannot be read.

    Args:
        source: A shipped maker, or the id of a run.
    """
    inside = shipped.archive_of(source)
    try:
        return shipped.shipped(inside).config if inside else config_of(Run(engine().root / source))
    except GANBoardError:  # being deleted, or damaged: the page's part says so
        return None


def begin(name: str, before: str | None, settings: dict[str, Any] | None = None) -> None:
    """Start a training by a preset; what is in the way is kept for the page to say.

    Args:
        name: Of the preset.
        before: The visitor's training when the button was drawn: a second press is made over the old page. It stands in the
            button's key as well: what Streamlit calls for a press is what belongs to the key now, whatever the page looked like.
        settings: What is otherwise than in the preset, by flat names.
    """
    with one_by_one():
        if (
            chosen("train.own") != before or just_begun()
        ):  # of a double click, the second one may find the new page's button
            return
        try:
            start(preset(name).config(seconds=SECONDS, **(settings or {})), name)
        except GANBoardError as error:
            complain(error.message)


def _has(run: Run, ability: str) -> bool:
    try:
        return ability in config_of(run).method.abilities
    except GANBoardError:  # damaged: the Runs page tells of it
        return False
