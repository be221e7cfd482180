r"""Reads a tour's file. Whatever is wrong in it is told with the line, for a teacher wrote it.

::

    +++
    title = "Your first GAN"
    minutes = 6
    goal = "You have seen noise become digits, and know who taught the generator."
    page = "train"
    hides = ["train.race"]
    +++

    ## Start it
    look: train.start
    wait: click

    Press [[train.start]]. Two networks begin to play against each other.

    ## Who was the teacher?

    ? Has the generator ever seen a real digit?
    - [ ] Yes, at every step
    - [x] No, never
    > It only hears what the judge says of its pictures.

Between the lines ``+++`` stands TOML. Each ``##`` begins a stop; the lines below it up to the first empty one say what it shows
(``look``), what it waits for (``wait``) and on which page it is (``page``, that of the stop before if left out).
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from ganboard.errors import TourError, short
from ganboard.i18n import N_, message
from ganboard.tours.front_matter import Lines, front_matter
from ganboard.tours.places import PAGES, PLACES
from ganboard.tours.tour import LONGEST_STEP, Answer, Question, Stop, Tour, Wait

WAITS = ("click", "change", "appear", "page")
OF_PLACES = ("click", "change", "appear")
"""What waits for something at the place that the stop shows."""
WRONG = N_("{file}, line {line}: {wrong}.")
TAKEN = ("tour", "stop", "embed", "embed_options")
"""Names of an address that say which tour is on, or that Streamlit keeps for itself."""
LARGEST = 100_000
"""Characters of a file."""
NAMED = re.compile(r"\[\[\s*([\w.]+)\s*\]\]")
"""A place in a text, which stands for its label."""
ASKS, ANSWER = re.compile("[?？]"), re.compile(r"- \[([ xX])\] (.+)")
ORDER, STEP = re.compile(r"^\d+-"), re.compile(r"\d{1,8}")


def read_tour(file: Path) -> Tour:
    """The tour of a file, which is called ``NAME.md`` or ``NAME.LANGUAGE.md``; a number before the name (``2-``) only sorts.

    Raises:
        TourError: it cannot be read, or is not written as it should be. The sentence names file and line.
    """
    tour, problems = look_through(file)
    if tour is None:
        raise problems[0]
    return tour


def look_through(file: Path) -> tuple[Tour | None, list[TourError]]:
    """The tour of a file, or all that is wrong with it: what stands at its top first, then one thing of each stop."""
    try:
        return _File(file.name, _text(file)).tour(tour_id(file))
    except TourError as error:
        return None, [error]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise TourError(N_("There is no file {file}."), file=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "no UTF-8"
        sentence = message(N_("it cannot be read as text ({why})"), why=why)
        raise TourError(WRONG, file=file.name, line=1, wrong=sentence) from error


def tour_id(file: Path) -> str:
    """What the tour of a file is called in an address."""
    return ORDER.sub("", file.name.partition(".")[0])


class _File:
    def __init__(self, name: str, text: str) -> None:
        self.name = name
        if len(text) > LARGEST:
            raise self.wrong(1, N_("it is longer than {most} characters"), most=LARGEST)
        self.lines: Lines = [(number, line.rstrip()) for number, line in enumerate(text.splitlines(), 1)]

    def wrong(self, line: int, sentence: str, /, **values: Any) -> TourError:
        return TourError(WRONG, file=self.name, line=line, wrong=message(sentence, **values))

    def tour(self, name: str) -> tuple[Tour | None, list[TourError]]:
        head, at, body = front_matter(self.lines, self.wrong)
        self.page, self.query = self.where(head["page"], at["page"])
        for place in head.get("hides", []):
            if not PLACES[self.place(place, at["hides"])].hideable:
                said = N_("{place} lies within a part of the page and cannot be hidden")
                raise self.wrong(at["hides"], said, place=place)
        page = self.page
        self.hides = frozenset(head.get("hides", []))
        stops, problems = [], []
        for each in self.blocks(body):
            try:
                stops.append(self.stop(each))
            except TourError as error:
                problems.append(error)
        if problems:
            return None, problems
        if not stops:
            raise self.wrong(len(self.lines), N_("expected at least one stop: a line “## Heading” and a text below it"))
        found = {"id": name, "page": page, "hides": tuple(head.get("hides", [])), "stops": tuple(stops)}
        return Tour(**{**head, **found}), []

    def where(self, text: str, line: int) -> tuple[str, dict[str, str]]:
        """A page and what its address says besides, of ``explore?run=shipped``."""
        page, _, query = text.partition("?")
        if page not in PAGES:
            raise self.wrong(
                line, N_("there is no page {page}; these are: {pages}"), page=short(page), pages=", ".join(PAGES)
            )
        asked = dict(parse_qsl(query))
        for name in asked:
            if name.lower() in TAKEN:
                raise self.wrong(line, N_("a tour cannot say {name} behind a page; leave it out"), name=name)
        return page, asked

    def place(self, name: Any, line: int) -> str:
        if not isinstance(name, str) or name not in PLACES:
            near = get_close_matches(str(name), PLACES, 1)
            said = N_("there is no place {place}; “python -m ganboard tour --places” lists them all")
            if near:
                said = N_(
                    "there is no place {place}, but one called {near}; “python -m ganboard tour --places” lists all"
                )
            raise self.wrong(line, said, place=short(str(name)), near=near[0] if near else "")
        return name

    def blocks(self, body: Lines) -> list[Lines]:
        """The lines of each stop, from its heading on."""
        found: list[Lines] = []
        for number, line in body:
            if line == "##" or line.startswith("## "):
                found.append([])
            if found:
                found[-1].append((number, line))
            elif line:
                raise self.wrong(
                    number, N_("expected a stop, which begins with “## Heading”, but got {line}"), line=short(line)
                )
        return found

    def stop(self, lines: Lines) -> Stop:
        (number, first), *rest = lines
        heading = first[3:].strip()
        if not heading:
            raise self.wrong(number, N_("a stop needs a heading behind “##”"))
        says, rest = self.directions(rest)
        look = self.place(says["look"][0], says["look"][1]) if "look" in says else None
        if "page" in says:
            self.page, self.query = self.where(*says["page"])
        if look in self.hides:
            line = says["look"][1]
            raise self.wrong(
                line, N_("{place} is hidden at the top of the file, so it cannot be shown here"), place=look
            )
        if look and PLACES[look].page != self.page:
            there = PLACES[look].page
            line = says["look"][1]
            raise self.wrong(
                line,
                N_("{place} is on the page {there}, but this stop is on {page}"),
                place=look,
                there=there,
                page=self.page,
            )
        wait = self.wait(*says["wait"], look) if "wait" in says else None
        text, question = self.text_and_question(rest)
        if not text and not question:
            raise self.wrong(number, N_("the stop “{heading}” has no text"), heading=short(heading))
        return Stop(
            heading=heading, text=text, page=self.page, query=self.query, look=look, wait=wait, question=question
        )

    def directions(self, rest: Lines) -> tuple[dict[str, tuple[str, int]], Lines]:
        """The lines right below a heading, by name with their numbers; and those behind them."""
        says: dict[str, tuple[str, int]] = {}
        while rest and rest[0][1]:
            number, line = rest.pop(0)
            name, colon, value = (part.strip() for part in line.replace("：", ":", 1).partition(":"))
            name = name.lower()
            if not colon or name not in ("look", "wait", "page"):
                raise self.wrong(
                    number,
                    N_(
                        "below a heading stand lines with look:, wait: or page:, and then an empty line; "
                        "this is none of them: {line}"
                    ),
                    line=short(line),
                )
            says[name] = (value, number)
        return says, rest

    def wait(self, value: str, line: int, look: str | None) -> Wait:
        kind, _, number = value.partition(" ")
        if kind == "step" and STEP.fullmatch(number.strip()) and int(number) <= LONGEST_STEP:
            return Wait(kind="step", step=int(number))
        if value not in WAITS:
            raise self.wrong(
                line,
                N_("wait: expected click, change, appear, page or a step such as “step 100”, but got {value}"),
                value=short(value),
            )
        if value in OF_PLACES and look is None:
            raise self.wrong(line, N_("“wait: {value}” needs a line “look: PLACE”, which says where"), value=value)
        return Wait.model_validate({"kind": value})

    def text_and_question(self, lines: Lines) -> tuple[str, Question | None]:
        """The Markdown of a stop, and its question, which stands behind it."""
        for number, line in lines:
            for place in NAMED.findall(line):
                if not PLACES[self.place(place, number)].label:
                    raise self.wrong(
                        number, N_("{place} has no name on the page that could stand in a text"), place=place
                    )
        asked = [index for index, (_, line) in enumerate(lines) if ASKS.match(line)]
        if len(asked) > 1:
            raise self.wrong(lines[asked[1]][0], N_("a stop asks one question; begin another stop for the next"))
        cut = asked[0] if asked else len(lines)
        for number, line in lines[:cut]:
            if ANSWER.match(line):
                raise self.wrong(number, N_("answers stand below a question, a line that begins with “?”"))
        return _joined(lines[:cut]), self.question(lines[cut:]) if asked else None

    def question(self, lines: Lines) -> Question:
        number, text = lines[0][0], lines[0][1][1:].strip()
        if not text:
            raise self.wrong(number, N_("behind “?” stands the question"))
        answers, reason = [], []
        for at, line in lines[1:]:
            if answer := ANSWER.fullmatch(line):
                answers.append(Answer(text=answer[2].strip(), right=answer[1] != " "))
            elif line.startswith(">"):
                reason.append(line[1:].strip())
            elif line:
                raise self.wrong(
                    at,
                    N_(
                        "below a question stand answers, “- [ ] wrong” or “- [x] right”, and “> why”; this is none of them: {line}"
                    ),
                    line=short(line),
                )
        if len(answers) < 2:
            raise self.wrong(number, N_("a question needs at least two answers: “- [ ] wrong” and “- [x] right”"))
        if sum(answer.right for answer in answers) != 1:
            raise self.wrong(number, N_("exactly one answer is marked as right, with “- [x]”"))
        if not any(reason):
            raise self.wrong(number, N_("a question needs its reason: a line “> why” below the answers"))
        return Question(text=text, answers=tuple(answers), reason="\n".join(reason))


def _joined(lines: Lines) -> str:
    return "\n".join(line for _, line in lines).strip()
