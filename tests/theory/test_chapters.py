"""The prose: how a file is read, and that every chapter holds the same in every language and points at what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ganboard.i18n import LANGUAGES, translations
from ganboard.theory import DEMOS
from ganboard.theory.chapters import (
    COLOURS,
    LINK,
    PROSE,
    Chapter,
    Compare,
    Piece,
    Place,
    Text,
    chapters,
    coloured,
    linked,
    read,
)
from ganboard.theory.glossary import glossary

ROOT = Path(__file__).parents[2]
IDS = [
    "game",
    "objective",
    "best-discriminator",
    "vanishing",
    "dynamics",
    "catalogue",
    "quality",
    "vae",
    "your-run",
    "questions",
]
PARTS = {"game", "run", "catalogue"}
PAGES = {"train", "explore", "evaluate", "runs", "say", "draw", "swap", "move", "museum"}
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
DISPLAYED, INLINE = re.compile(r"\$\$(.+?)\$\$", re.DOTALL), re.compile(r"\$([^$]+)\$")
BOOK = [
    pytest.param(language, chapter, id=f"{language}-{chapter.id}")
    for language in LANGUAGES
    for chapter in chapters(language)
]
NAMED = {
    "en": r'"([A-Z][^"]+)" \(?[^"\[\n]{0,20}on \[|\*\*([^*]+)\*\* on \[|\]\(page:\w+\), "([^"]+)"|preset "([^"]+)"',
    "zh": r"页(?:上)?的(?:预设)?(?:“([^”]+)”|\*\*([^*]+)\*\*)|\]\(page:\w+\)，“([^”]+)”|“([^”]+)”预设",
}
"""What a text says of a page's labels."""
SAMPLE = """# A title

One text with $x$.
It has two lines.

{{demo best_discriminator}}
:::compare
$$ a $$
---
$$ b $$

and why
:::
{{ part catalogue }}

The end. {{demo is_no_place}} in a line.
"""


def texts(piece: Piece) -> list[str]:
    if isinstance(piece, Text):
        return [piece.markdown]
    return [piece.printed, piece.corrected] if isinstance(piece, Compare) else []


def prose(chapter: Chapter) -> str:
    """All of its Markdown, without blocks of code."""
    return FENCED.sub("", "\n\n".join(text for piece in chapter.pieces for text in texts(piece)))


def formulas(chapter: Chapter) -> tuple[list[str], list[str]]:
    """Those that stand alone, and those within sentences."""
    text = prose(chapter)
    return DISPLAYED.findall(text), INLINE.findall(DISPLAYED.sub("", text))


def test_a_file_is_read_into_pieces_in_order() -> None:
    assert read(SAMPLE, "sample") == (
        "A title",
        (
            Text("One text with $x$.\nIt has two lines."),
            Place("demo", "best_discriminator"),
            Compare("$$ a $$", "$$ b $$\n\nand why"),
            Place("part", "catalogue"),
            Text("The end. {{demo is_no_place}} in a line."),
        ),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A title\n\ntext", "expected '# Title' in the first line, but got 'A title'"),
        ("# A\n:::compare\na\n---\nb\n", "never closed"),
        ("# A\n:::compare\na\n:::\n", "has two halves, with '---' between them, but this has 1"),
        ("# A\n:::compare\na\n---\nb\n---\nc\n:::\n", "but this has 3"),
    ],
)
def test_a_file_that_is_written_wrongly_is_named(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"zh/01-x\.md") as error:
        read(text, "zh/01-x.md")
    assert sentence in str(error.value)


def test_colours_stand_for_roles_also_within_each_other() -> None:
    assert coloured(r"$\judge{D}(\fake{G}(\noise{z}))$, \realistic") == (
        r"$\textcolor{#CC79A7}{D}(\textcolor{#D55E00}{G}(\textcolor{#009E73}{z}))$, \realistic"
    )


def test_links_are_written_by_the_page_and_others_stay() -> None:
    text = "[a](page:train) [b](chapter:vae) [`c`](code:ganboard/x.py) [d](https://example.org)"
    assert linked(text, lambda words, kind, target: f"<{words}|{kind}|{target}>") == (
        "<a|page|train> <b|chapter|vae> <`c`|code|ganboard/x.py> [d](https://example.org)"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_ten_chapters_in_every_language(language: str) -> None:
    assert [chapter.id for chapter in chapters(language)] == IDS
    assert [chapter.number for chapter in chapters(language)] == list(range(1, 11))
    assert {file.name for file in (PROSE / language).iterdir()} == {
        f"{n:02}-{name}.md" for n, name in enumerate(IDS, 1)
    }


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("number", range(len(IDS)), ids=IDS)
def test_a_translated_chapter_holds_the_same(language: str, number: int) -> None:
    source, other = chapters()[number], chapters(language)[number]
    assert other.title != source.title
    shapes = [[piece if isinstance(piece, Place) else type(piece) for piece in each.pieces] for each in (source, other)]
    assert shapes[0] == shapes[1]
    assert len(formulas(source)[0]) == len(formulas(other)[0])
    links = [sorted({found.groups()[1:] for found in LINK.finditer(prose(each))}) for each in (source, other)]
    assert links[0] == links[1]


def test_every_demonstration_stands_in_exactly_one_place() -> None:
    places = [piece for chapter in chapters() for piece in chapter.pieces if isinstance(piece, Place)]
    assert sorted(piece.name for piece in places if piece.kind == "demo") == sorted(DEMOS.names())
    assert sorted(piece.name for piece in places if piece.kind == "part") == sorted(PARTS)


@pytest.mark.parametrize(("language", "chapter"), BOOK)
def test_every_link_leads_somewhere(language: str, chapter: Chapter) -> None:
    targets = {"page": PAGES, "chapter": set(IDS)}
    for words, kind, target in LINK.findall(prose(chapter)):
        assert words, target
        assert (ROOT / target).is_file() if kind == "code" else target in targets[kind], target
    assert not re.findall(r"\]\((?!page:|chapter:|code:)", prose(chapter)), "the web is not needed to read this"


@pytest.mark.parametrize(("language", "chapter"), BOOK)
def test_formulas_are_whole(language: str, chapter: Chapter) -> None:
    text = prose(chapter)
    assert text.count("$$") % 2 == 0
    assert DISPLAYED.sub("", text).count("$") % 2 == 0
    assert "{{" not in re.sub(r"\$[^$]+\$", "", DISPLAYED.sub("", text)), "a place has its line for itself"
    for formula in [each for kind in formulas(chapter) for each in kind]:
        plain = formula.replace(r"\{", "").replace(r"\}", "")
        assert plain.count("{") == plain.count("}"), formula
        roles = re.findall(rf"\\({'|'.join(COLOURS)})(?![a-zA-Z])(.)", formula)
        assert all(after == "{" for _, after in roles), formula


@pytest.mark.parametrize(("language", "chapter"), BOOK)
def test_pages_and_presets_are_named_as_they_are_on_screen(language: str, chapter: Chapter) -> None:
    catalogue = translations("zh")._catalog  # type: ignore[attr-defined]
    labels = {str(label) for label in (catalogue.values() if language == "zh" else catalogue)}
    named = {name for found in re.findall(NAMED[language], prose(chapter).replace("\n", " ")) for name in found if name}
    assert not named - labels
    if chapter.id == "questions":
        assert len(named) > 10


def test_the_glossary_is_the_same_in_every_language_and_each_word_has_a_form_of_its_own() -> None:
    books = {language: glossary(language) for language in LANGUAGES}
    assert len({len(book) for book in books.values()}) == 1
    for book in books.values():
        assert len(book) > 30
        assert all(entry.forms and entry.meaning for entry in book)
        forms = [form.lower() for entry in book for form in entry.forms]
        assert len(forms) == len(set(forms))
    named = next(entry for entry in books["en"] if "discriminator" in entry.forms)
    assert named.forms == ("discriminator", "judge", "D")


def test_chinese_speaks_to_pupils_and_emphasises_by_weight_alone() -> None:
    told = [prose(chapter) for chapter in chapters("zh")]
    told += [value for value in translations("zh")._catalog.values() if isinstance(value, str)]  # type: ignore[attr-defined]
    slanted = re.compile(r"(?<![*\\])\*(?![*\s])[^*\n]*[\u4e00-\u9fff][^*\n]*(?<![\s*])\*(?!\*)")
    for text in told:
        assert "您" not in text
        assert not slanted.search(re.sub(r"\*\*[^*]+\*\*", "", text)), text
