"""A tour on paper: its tasks, its questions with lines to write on, and the answers on a page of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ganboard.i18n import N_
from ganboard.tours.markdown import in_html, plain
from ganboard.tours.tour import Question, Stop, Tour

STYLE = Path(__file__).parent / "worksheet.css"


def worksheet(tour: Tour, language: str, translate: Callable[[str], str]) -> str:
    """A page of HTML that needs nothing besides itself.

    Args:
        tour: Which.
        language: Of the tour, as in ``<html lang>``.
        translate: Into that language.
    """
    answered, print_it = translate(N_("Answers")), translate(N_("Print"))
    about = translate(N_("Worksheet · {minutes} minutes")).format(minutes=tour.minutes)
    goal = translate(N_("Goal: {goal}")).format(goal=tour.goal)
    who = "".join(f"<span>{plain(translate(name))}</span>" for name in (N_("Your name"), N_("Date")))
    stops = "".join(_stop(stop, translate) for stop in tour.stops)
    solved = "".join(
        f"<li class='stop' style='counter-set: stop {number}'>{_solved(stop.question, translate)}</li>"
        for number, stop in enumerate(tour.stops, 1)
        if stop.question
    )
    answers = f"<section class='solved'><h1>{plain(answered)}: {plain(tour.title)}</h1><ol>{solved}</ol></section>"
    return (
        f"<!doctype html><html lang='{plain(language)}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>{plain(tour.title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head><body><main>"
        f"<h1>{plain(tour.title)}</h1><p class='about'>{plain(about)}<br>{plain(goal)}</p>"
        f"<p><button type='button' onclick='print()'>{plain(print_it)}</button></p>"
        f"<p class='who'>{who}</p><ol>{stops}</ol>{answers if solved else ''}</main></body></html>"
    )


def _stop(stop: Stop, translate: Callable[[str], str]) -> str:
    if stop.question:
        answers = "".join(f"<li>{plain(answer.text)}</li>" for answer in stop.question.answers)
        why = plain(translate(N_("Why?")))
        asked = f"<p class='question'>{plain(stop.question.text)}</p><ul class='answers'>{answers}</ul><p class='why'>{why}</p>"
    else:
        saw = plain(translate(N_("What I saw:")))
        asked = f"<p class='why'>{saw}</p>"
    lines = "<div class='line'></div>" * 2
    return f"<li class='stop'><h2>{plain(stop.heading)}</h2>{in_html(stop.text, translate)}{asked}{lines}</li>"


def _solved(question: Question, translate: Callable[[str], str]) -> str:
    right = next(answer.text for answer in question.answers if answer.right)
    return f"<p class='question'>{plain(question.text)}</p><p>{plain(right)}</p>{in_html(question.reason, translate)}"
