"""Tours are read as they are written, and whatever is wrong in a file is told with its line."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ganboard.cli import main
from ganboard.errors import TourError
from ganboard.i18n import LANGUAGES, render
from ganboard.tours import PLACES, Tour, look_through, read_tour, tours, worksheet
from ganboard.tours.collection import SHIPPED
from ganboard.tours.places import ADVANCED, DETAILS, PAGES

ROOT = Path(__file__).parents[2]
GOOD = """+++
title = "Mine"
minutes = 5
goal = "You know."
page = "train"
hides = ["train.race"]
+++

## First
look: train.start
wait: click

Press [[train.start]].

? Right?
- [ ] no
- [x] yes
> Because.

## Elsewhere
page: museum?exhibit=collapse
wait: step 20

Some **text**.
"""


def read(folder: Path, text: str, name: str = "3-mine.en.md") -> Tour:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_tour(file)


def test_a_tour_is_read_as_it_is_written(tmp_path: Path) -> None:
    tour = read(tmp_path, GOOD)
    assert (tour.id, tour.title, tour.minutes, tour.hides) == ("mine", "Mine", 5, ("train.race",))
    first, second = tour.stops
    assert (first.heading, first.text, first.look, first.page) == (
        "First",
        "Press [[train.start]].",
        "train.start",
        "train",
    )
    assert first.wait
    assert first.wait.kind == "click"
    assert first.question
    assert [(answer.text, answer.right) for answer in first.question.answers] == [("no", False), ("yes", True)]
    assert first.question.reason == "Because."
    assert (second.page, second.query, second.look) == ("museum", {"exhibit": "collapse"}, None)
    assert second.wait
    assert (second.wait.kind, second.wait.step) == ("step", 20)


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("+++\ntitle", "title"), 1, "in the first line"),
        (('page = "train"\nhides = ["train.race"]\n+++', 'page = "train"'), 1, "never closed"),
        (('"Mine"', "Mine"), 2, "straight quotation marks"),
        (("minutes = 5", 'minutes = "five"'), 3, "a whole number"),
        (("minutes = 5", "minutes = 500"), 3, "1 to 60"),
        (("minutes = 5", "minutes = " + "5" * 5000), 6, "expected a line such as"),
        (("hides = [", "hides = " + "[" * 5000), 6, "expected a line such as"),
        (("goal =", "aim ="), 4, "aim is not known here"),
        (('goal = "You know."\n', ""), 6, "goal is missing"),
        (('page = "train"', 'page = "trian"'), 5, "there is no page trian"),
        (("train.race", "train.rice"), 6, "there is no place train.rice"),
        (("train.race", "train.made"), 6, "cannot be hidden"),
        (("## First", "Hello\n## First"), 9, "expected a stop"),
        (("## First", "## "), 9, "needs a heading"),
        (("look: train.start", "look: train.begin"), 10, "there is no place train.begin"),
        (("look: train.start", "look: say.words"), 10, "is on the page say"),
        (("look: train.start", "see: train.start"), 10, "none of them"),
        (("look: train.start\n", ""), 10, "needs a line “look: PLACE”"),
        (("wait: click", "wait: clicked"), 11, "but got clicked"),
        (("wait: step 20", "wait: step soon"), 22, "but got step soon"),
        (("wait: step 20", "wait: step " + "2" * 5000), 22, "but got step 222"),
        (("exhibit=collapse", "Embed=true"), 21, "cannot say Embed"),
        (("exhibit=collapse", "tour=judge"), 21, "cannot say tour"),
        (("[[train.start]]", "[[train.judge]]"), 13, "has no name"),
        (("- [x] yes", "- [ ] yes"), 15, "exactly one"),
        (("- [x] yes\n", ""), 15, "at least two answers"),
        (("- [x] yes", "- yes"), 17, "none of them"),
        (("? Right?", "Right?"), 16, "answers stand below a question"),
        (("? Right?", "？"), 15, "stands the question"),
        (('["train.race"]', '[["train.race"]]'), 6, "there is no place ['train.race']"),
        (('title = "Mine"', "title.a = 1"), 1, "text in straight quotation marks"),
        (("> Because.", ""), 15, "needs its reason"),
        (("Some **text**.", ""), 20, "has no text"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, says: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(TourError, match=rf"^3-mine\.en\.md, line {line}: .*{re.escape(says)}"):
        read(tmp_path, GOOD.replace(*change, 1))


def test_all_stops_are_looked_through_and_what_was_nearly_right_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    wrong = "\n\n".join(
        f"## {name}\n{says}\n\nText"
        for name, says in (
            ("Near", "look: train.strat"),
            ("Hidden", "look: train.race"),
            ("Fine", "Page： train\nlook: train.start\nWAIT: click"),
            ("Far", "wait: xylophone"),
        )
    )
    file.write_text(f"{GOOD}\n{wrong}\n", encoding="utf-8")
    tour, problems = look_through(file)
    assert tour is None
    told = [re.sub(r"^mine\.md, line \d+: ", "", str(problem)) for problem in problems]
    assert told[0].startswith("there is no place train.strat, but one called train.start")
    assert told[1] == "train.race is hidden at the top of the file, so it cannot be shown here."
    assert told[2].startswith("wait: expected click, change")
    assert len(told) == 3
    with pytest.raises(TourError, match=r"^There is no file .*gone\.md\.$"):
        read_tour(tmp_path / "gone.md")


def test_no_file_brings_a_page_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANBOARD_TOURS", str(tmp_path))
    for name, content in {"a.md": b"\xff\xfe\x00", "b.md": b"", "c.md": b"+++\n+++\n", "d.md": b"+" * 200_000}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "mine.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "first-gan.zh.md").write_text(GOOD.replace("Mine", "我的"), encoding="utf-8")
    found, problems = tours("zh")
    assert [render(problem).split(",")[0] for problem in problems] == ["a.md", "b.md", "c.md", "d.md"]
    assert found["mine"].title == "Mine"  # in no language of its own, so for all
    assert found["first-gan"].title == "我的"  # one's own takes the place of one that ships
    os.utime(tmp_path / "mine.md", (1, 1))
    (tmp_path / "mine.md").write_text(GOOD.replace("Mine", "Other"), encoding="utf-8")
    assert tours("en")[0]["mine"].title == "Other"  # changed while the server runs


def shape(tour: Tour) -> tuple[object, ...]:
    """What must be the same in every language."""
    stops = [
        (
            stop.page,
            stop.query,
            stop.look,
            stop.wait,
            [answer.right for answer in stop.question.answers] if stop.question else None,
        )
        for stop in tour.stops
    ]
    return tour.minutes, tour.page, tour.hides, stops


def test_every_language_holds_the_same_tours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GANBOARD_TOURS", str(tmp_path))
    spoken = {language: tours(language) for language in LANGUAGES}
    names = list(spoken["en"][0])
    assert len(names) >= 6
    for language, (found, problems) in spoken.items():
        assert not problems
        assert len(list(SHIPPED.glob(f"*.{language}.md"))) == len(names)
        for name in names:
            assert shape(found[name]) == shape(spoken["en"][0][name]), (language, name)


def test_every_tour_has_something_to_do_and_to_answer() -> None:
    for tour in tours("en")[0].values():
        assert 5 <= tour.minutes <= 8
        assert sum(stop.question is not None for stop in tour.stops) >= 2
        assert sum(stop.wait is not None for stop in tour.stops) >= 3
        rights = [
            [answer.right for answer in stop.question.answers].index(True) for stop in tour.stops if stop.question
        ]
        assert len(set(rights)) > 1, "the right answer always stands at the same place"


def test_what_is_tucked_away_is_opened_before_it_is_shown() -> None:
    openers = {DETAILS: "details", ADVANCED: "advanced"}
    for tour in tours("en")[0].values():
        for number, stop in enumerate(tour.stops):
            if stop.look and (opener := openers.get(PLACES[stop.look].when)):
                assert f"{stop.page}.{opener}" in [before.look for before in tour.stops[:number]], (tour.id, stop.look)


def test_places_are_on_pages_that_there_are() -> None:
    pages = {file.stem for file in (ROOT / "ganboard/app/pages").glob("*.py")}
    assert set(PAGES) <= pages
    assert all(name.startswith(f"{place.page}.") and place.page in PAGES for name, place in PLACES.items())


def test_a_worksheet_has_the_tasks_and_answers_on_a_page_of_their_own(tmp_path: Path) -> None:
    tour = read(tmp_path, GOOD.replace("Some **text**.", "<script>alert(1)</script> **text**"))
    page = worksheet(tour, "en", str)
    tasks, answers = page.split("class='solved'")
    assert "Press <strong>Start training</strong>." in tasks
    assert "yes</li>" in tasks
    assert "Because." not in tasks
    assert "Because." in answers
    assert "<script>" not in page
    assert "src=" not in page
    assert "href=" not in page  # it needs nothing besides itself


def test_the_command_checks_a_file_and_lists_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.md").write_text(GOOD.replace("wait: click", "wait: clicked"), encoding="utf-8")
    assert main(["tour", "--check", str(tmp_path / "mine.md")]) == 0
    assert "“Mine” can be shown. Stops: 2, questions: 1." in capsys.readouterr().out
    assert main(["tour", "--check", str(tmp_path / "bad.md"), str(tmp_path / "none.md")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: bad.md, line 11: wait: expected click")
    assert "none.md" in told
    assert main(["tour"]) == 2
    capsys.readouterr()
    assert main(["tour", "--places"]) == 0
    assert all(name in (out := capsys.readouterr().out) or name in out for name in list(PLACES)[:1])


def test_the_example_of_the_documentation_can_be_shown(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "tours.md").read_text(encoding="utf-8")
    example = text.split("````markdown\n")[1].split("\n````")[0]
    tour = read(tmp_path, example, "bold.md")
    assert len(tour.stops) >= 3
    for place in re.findall(r"`((?:{})\.[a-z]+)`".format("|".join(PAGES)), text):
        assert place in PLACES
