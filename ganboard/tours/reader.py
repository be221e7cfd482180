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
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError

from ganboard.errors import TourError, short
from ganboard.i18n import N_, message
from ganboard.tours.places import PAGES, PLACES
from ganboard.tours.tour import LONGEST_STEP, Answer, Question, Stop, Tour, Wait

FENCE = "+++"
HEAD = {"title": str, "minutes": int, "goal": str, "page": str, "hides": list}
"""What stands between the fences."""
OPTIONAL = ("hides",)
WAITS = ("click", "change", "appear", "page")
OF_PLACES = ("click", "change", "appear")
"""What waits for something at the place that the stop shows."""
LARGEST = 100_000
"""Characters of a file."""
NAMED = re.compile(r"\[\[\s*([\w.]+)\s*\]\]")
"""A place in a text, which stands for its label."""
ORDER = re.compile(r"^\d+-")

Lines = list[tuple[int, str]]
"""Lines of a file with their numbers, from 1."""


def read_tour(file: Path) -> Tour:
    """The tour of a file, which is called ``NAME.md`` or ``NAME.LANGUAGE.md``; a number before the name (``2-``) only sorts.

    Raises:
        TourError: it cannot be read, or is not written as it should be. The sentence names file and line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "no UTF-8"
        raise TourError(file.name, 1, message(N_("it cannot be read as text ({why})"), why=why)) from error
    return _File(file.name, text).tour(tour_id(file))


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
        return TourError(self.name, line, message(sentence, **values))

    def tour(self, name: str) -> Tour:
        head, at, body = self.head()
        self.page, self.query = self.where(head["page"], at["page"])
        for place in head.get("hides", []):
            self.place(place, at["hides"])
            if not PLACES[place].hideable:
                raise self.wrong(at["hides"], N_("{place} lies within a part of the page and cannot be hidden"), place=place)
        page = self.page
        stops = tuple(self.stop(each) for each in self.blocks(body))
        if not stops:
            raise self.wrong(len(self.lines), N_("expected at least one stop: a line “## Heading” and a text below it"))
        return Tour(**{**head, "id": name, "page": page, "hides": tuple(head.get("hides", [])), "stops": stops})

    def head(self) -> tuple[dict[str, Any], dict[str, int], Lines]:
        """What stands between the fences, the line of each name, and the lines below."""
        if not self.lines or self.lines[0][1] != FENCE:
            raise self.wrong(1, N_("expected {fence} in the first line, and title, minutes, goal and page below it"), fence=FENCE)
        ends = [index for index, (_, line) in enumerate(self.lines) if line == FENCE]
        if len(ends) < 2:
            raise self.wrong(1, N_("what {fence} opens is never closed by a second line {fence}"), fence=FENCE)
        inner = self.lines[1 : ends[1]]
        try:
            head = tomllib.loads("\n".join(line for _, line in inner))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            number = 1 + int(found[1]) if found else ends[1]
            raise self.wrong(number, N_("expected a line such as title = \"My tour\", with text in quotation marks")) from error
        at = {line.partition("=")[0].strip(): number for number, line in reversed(inner)}
        self.check(head, at, ends[1] + 1)
        return head, at, self.lines[ends[1] + 1 :]

    def check(self, head: dict[str, Any], at: dict[str, int], end: int) -> None:
        for name, value in head.items():
            if name not in HEAD:
                known = ", ".join(HEAD)
                raise self.wrong(at.get(name, 1), N_("{name} is not known here; these are: {known}"), name=short(name), known=known)
            if type(value) is not HEAD[name]:
                kinds = {str: N_("text in quotation marks"), int: N_("a whole number"), list: N_("a list in square brackets")}
                raise self.wrong(at[name], N_("{name}: expected {kind}"), name=name, kind=message(kinds[HEAD[name]]))
        for name in HEAD:
            if name not in head and name not in OPTIONAL:
                raise self.wrong(end, N_("{name} is missing between the two lines {fence}"), name=name, fence=FENCE)
        try:
            Tour(id="-", stops=(), **{**head, "hides": ()})
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            raise self.wrong(at[name], N_("{name}: expected a text, or of minutes a number from 1 to 60"), name=name) from error

    def where(self, text: str, line: int) -> tuple[str, dict[str, str]]:
        """A page and what its address says besides, of ``explore?run=shipped``."""
        page, _, query = text.partition("?")
        if page not in PAGES:
            raise self.wrong(line, N_("there is no page {page}; these are: {pages}"), page=short(page), pages=", ".join(PAGES))
        return page, dict(parse_qsl(query))

    def place(self, name: Any, line: int) -> str:
        if name not in PLACES:
            raise self.wrong(
                line,
                N_("there is no place {place}; “python -m ganboard tour --places” lists them all"),
                place=short(str(name)),
            )
        return str(name)

    def blocks(self, body: Lines) -> list[Lines]:
        """The lines of each stop, from its heading on."""
        found: list[Lines] = []
        for number, line in body:
            if line == "##" or line.startswith("## "):
                found.append([])
            if found:
                found[-1].append((number, line))
            elif line:
                raise self.wrong(number, N_("expected a stop, which begins with “## Heading”, but got {line}"), line=short(line))
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
        if look and PLACES[look].page != self.page:
            there = PLACES[look].page
            line = says["look"][1]
            raise self.wrong(line, N_("{place} is on the page {there}, but this stop is on {page}"), place=look, there=there, page=self.page)
        wait = self.wait(*says["wait"], look) if "wait" in says else None
        text, question = self.text_and_question(rest)
        if not text and not question:
            raise self.wrong(number, N_("the stop “{heading}” has no text"), heading=short(heading))
        return Stop(heading=heading, text=text, page=self.page, query=self.query, look=look, wait=wait, question=question)

    def directions(self, rest: Lines) -> tuple[dict[str, tuple[str, int]], Lines]:
        """The lines right below a heading, by name with their numbers; and those behind them."""
        says: dict[str, tuple[str, int]] = {}
        while rest and rest[0][1]:
            number, line = rest.pop(0)
            name, colon, value = (part.strip() for part in line.partition(":"))
            if not colon or name not in ("look", "wait", "page"):
                raise self.wrong(number, N_("below a heading stand lines with look:, wait: or page:, and then an empty line; this is none of them: {line}"), line=short(line))
            says[name] = (value, number)
        return says, rest

    def wait(self, value: str, line: int, look: str | None) -> Wait:
        kind, _, number = value.partition(" ")
        if kind == "step" and number.strip().isdecimal() and int(number) <= LONGEST_STEP:
            return Wait(kind="step", step=int(number))
        if value not in WAITS:
            raise self.wrong(line, N_("wait: expected click, change, appear, page or a step such as “step 100”, but got {value}"), value=short(value))
        if value in OF_PLACES and look is None:
            raise self.wrong(line, N_("“wait: {value}” needs a line “look: PLACE”, which says where"), value=value)
        return Wait.model_validate({"kind": value})

    def text_and_question(self, lines: Lines) -> tuple[str, Question | None]:
        """The Markdown of a stop, and its question, which stands behind it."""
        for number, line in lines:
            for place in NAMED.findall(line):
                if not PLACES[self.place(place, number)].label:
                    raise self.wrong(number, N_("{place} has no name on the page that could stand in a text"), place=place)
        asked = [index for index, (_, line) in enumerate(lines) if line.startswith("? ")]
        if len(asked) > 1:
            raise self.wrong(lines[asked[1]][0], N_("a stop asks one question; begin another stop for the next"))
        cut = asked[0] if asked else len(lines)
        return _joined(lines[:cut]), self.question(lines[cut:]) if asked else None

    def question(self, lines: Lines) -> Question:
        number, text = lines[0][0], lines[0][1][2:].strip()
        answers, reason = [], []
        for at, line in lines[1:]:
            if answer := re.fullmatch(r"- \[([ xX])\] (.+)", line):
                answers.append(Answer(text=answer[2].strip(), right=answer[1] != " "))
            elif line.startswith(">"):
                reason.append(line[1:].strip())
            elif line:
                raise self.wrong(at, N_("below a question stand answers, “- [ ] wrong” or “- [x] right”, and “> why”; this is none of them: {line}"), line=short(line))
        if len(answers) < 2:
            raise self.wrong(number, N_("a question needs at least two answers: “- [ ] wrong” and “- [x] right”"))
        if sum(answer.right for answer in answers) != 1:
            raise self.wrong(number, N_("exactly one answer is marked as right, with “- [x]”"))
        if not any(reason):
            raise self.wrong(number, N_("a question needs its reason: a line “> why” below the answers"))
        return Question(text=text, answers=tuple(answers), reason="\n".join(reason))


def _joined(lines: Lines) -> str:
    return "\n".join(line for _, line in lines).strip()
