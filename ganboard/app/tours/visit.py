"""Which tour a visitor is on, and at which of its stops: from the link, or from before another page was visited."""

from __future__ import annotations

from ganboard.app import address
from ganboard.app.choices import choose, chosen
from ganboard.app.instead import instead
from ganboard.app.session import _, language
from ganboard.tours import Tour, tours

TOUR, STOP = "tour.name", "tour.stop"
"""The choices."""


def running() -> tuple[Tour, int, bool] | None:
    """The tour that is on, the index of its stop, and whether a link has only just led there; None where none is on."""
    linked, held = address.asked("tour"), chosen(TOUR)
    arrived = bool(linked) and linked != held
    if arrived:
        choose(TOUR, linked)
        choose(STOP, 1)
    elif held and not linked:
        address.write("tour", held)
    name = linked or held
    if not name:
        return None
    tour = tours(language())[0].get(name)
    if tour is None:
        what = _("There is no tour called {name}. The page “Tours” shows all there are.").format(name=name[:60])
        instead(what, key="instead_tour")
        leave()
        return None
    return tour, _stop(len(tour.stops)), arrived


def go(name: str, stop: int) -> None:
    """Be on a tour.

    Args:
        name: Which.
        stop: Of its stops which, from 1.
    """
    choose(TOUR, name)
    choose(STOP, stop)
    address.write("tour", name)
    address.write("stop", str(stop))


def leave() -> None:
    """Be on none any more."""
    for choice, name in ((TOUR, "tour"), (STOP, "stop")):
        choose(choice, None)
        address.write(name, None)


def _stop(count: int) -> int:
    """The index of the stop; a link that names none of them leads to the first."""
    linked, held = address.asked("stop"), chosen(STOP)
    number = int(linked) if linked and linked.isdecimal() and len(linked) < 4 else held
    if type(number) is not int or not 1 <= number <= count:
        number = 1
    choose(STOP, number)
    if linked != str(number):
        address.write("stop", str(number))
    return number - 1
