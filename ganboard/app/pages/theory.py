"""The Theory page: chapters, each a claim, a formula and a thing to move. Works without the engine."""

from __future__ import annotations

import html

import streamlit as st

from ganboard.app import address, prose
from ganboard.app.choices import choose, chosen
from ganboard.app.components.theory import demo, followed, part
from ganboard.app.instead import instead
from ganboard.app.paths import page_file
from ganboard.app.session import _, language
from ganboard.theory.chapters import Chapter, Compare, Piece, Text, chapters


def page() -> None:
    """Draw the page."""
    book = chapters(language())
    chapter = _chosen(book)
    contents, text = st.columns([2, 7], gap="medium")
    with contents, st.container(key="theory_contents"):
        _contents(book, chapter)
        _follow(chapter)
    with text, st.container(key="chapter"):
        _chapter(chapter)
        _neighbours(book, chapter)


def _chosen(book: tuple[Chapter, ...]) -> Chapter:
    """The chapter of the address, or the one that was read before another page was visited."""
    named, linked = {chapter.id: chapter for chapter in book}, address.asked("chapter")
    if linked is not None and linked not in named:
        instead(
            _("There is no chapter called {name}. Here is the first one.").format(name=linked[:60]),
            key="instead_chapter",
        )
        linked = book[0].id
    read = linked or chosen("theory.chapter", book[0].id)
    _open(read if read in named else book[0].id)
    return named[chosen("theory.chapter")]


def _open(chapter: str) -> None:
    choose("theory.chapter", chapter)
    address.write("chapter", chapter)


def _contents(book: tuple[Chapter, ...], chapter: Chapter) -> None:
    """Links to all chapters: a column beside the text, on a phone a strip above it."""
    items = []
    for each in book:
        here = " aria-current='page'" if each is chapter else ""
        target = html.escape(prose.address("theory", chapter=each.id))
        title = html.escape(each.title)
        items.append(f"<li><a href='{target}'{here}><span>{each.number}</span>{title}</a></li>")
    label = html.escape(_("Chapters"))
    st.html(f"<nav class='gb-chapters' aria-label='{label}'><ol>{''.join(items)}</ol></nav>")


def _follow(chapter: Chapter) -> None:
    """Go where a link was followed to."""
    target = followed(chapter.id, _open)
    if target and prose.exists(target):
        st.switch_page(page_file(target))


def _chapter(chapter: Chapter) -> None:
    place = _("Chapter {number}").format(number=chapter.number)
    st.html(f"<p class='gb-eyebrow'>{html.escape(place)}</p><h1 class='gb-title'>{html.escape(chapter.title)}</h1>")
    for number, piece in enumerate(chapter.pieces):
        _piece(piece, f"{chapter.id}_{number}")


def _piece(piece: Piece, key: str) -> None:
    if isinstance(piece, Text):
        with st.container(key=f"prose_{key}"):
            prose.show(piece.markdown)
    elif isinstance(piece, Compare):
        left, right = st.columns(2, gap="small")
        for place, name, title, text in (
            (left, "printed", _("As printed"), piece.printed),
            (right, "corrected", _("As it should read"), piece.corrected),
        ):
            with place, st.container(key=f"{name}_{key}", height="stretch"):
                st.html(f"<p class='gb-{name}'>{html.escape(title)}</p>")
                prose.show(text)
    elif piece.kind == "demo":
        demo(piece.name)
    else:
        part(piece.name)


def _neighbours(book: tuple[Chapter, ...], chapter: Chapter) -> None:
    """To the chapters before and after."""
    place = book.index(chapter)
    with st.container(key="neighbours"):
        left, right = st.columns(2)
        if place:
            before = book[place - 1]
            label = _("Previous chapter: {title}").format(title=before.title)
            icon = ":material/arrow_back:"
            left.button(label, icon=icon, key="before", width="stretch", on_click=_open, args=(before.id,))
        if place + 1 < len(book):
            after = book[place + 1]
            label = _("Next chapter: {title}").format(title=after.title)
            right.button(
                label,
                icon=":material/arrow_forward:",
                icon_position="right",
                key="after",
                type="primary",
                width="stretch",
                on_click=_open,
                args=(after.id,),
            )


page()
