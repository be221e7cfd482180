"""A tour on paper: its tasks, its questions with lines to write on, and the answers on a page of their own."""

from __future__ import annotations

from collections.abc import Callable

from ganboard.i18n import N_
from ganboard.tours.markdown import in_html, plain
from ganboard.tours.tour import Question, Stop, Tour

STYLE = """
:root { color-scheme: light; } body { font: 12pt/1.5 system-ui, sans-serif; max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0; } h2 { font-size: 13pt; margin: 0 0 0.2rem; } p { margin: 0.2rem 0 0.4rem; }
.about { color: #444; margin-bottom: 1rem; } .who { display: flex; gap: 2rem; margin: 0.8rem 0 1.4rem; } .who span { flex: 1; border-bottom: 1px solid #666; padding-bottom: 0.1rem; color: #444; }
ol { list-style: none; counter-reset: stop; padding: 0; } li.stop { counter-increment: stop; break-inside: avoid; margin: 0 0 1.1rem; padding-left: 2.4rem; position: relative; }
li.stop::before { content: counter(stop); position: absolute; left: 0; top: 0.1rem; width: 1.6rem; height: 1.6rem; border: 1.5px solid #0072B2; color: #0072B2; border-radius: 50%; display: grid; place-content: center; font-weight: 700; font-size: 11pt; }
.question { font-weight: 600; } ul.answers { list-style: none; padding: 0; margin: 0.2rem 0; } ul.answers li::before { content: "☐ "; }
.line { border-bottom: 1px solid #666; height: 1.9rem; } .line + .line { margin-bottom: 0.4rem; } .why { color: #444; }
.solved { break-before: page; } button { font: inherit; padding: 0.6rem 1.2rem; min-height: 44px; border-radius: 0.5rem; border: 1px solid #0072B2; background: #0072B2; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #009E73; outline-offset: 2px; } @media print { button { display: none; } body { margin: 0; } }
"""


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
        f"<!doctype html><html lang='{plain(language)}'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{plain(tour.title)}</title><style>{STYLE}</style></head><body><main>"
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
