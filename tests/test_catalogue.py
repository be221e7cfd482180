"""Every sentence of the program is translated with the same places, and the files are what ``make catalogue`` makes."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import ganboard
from ganboard.i18n import LANGUAGES, translations
from tests import catalogue

THEORY = ("theory/", "app/components/theory/", "app/wording.py", "objectives/")
"""Where networks are called by their letters, as in formulas."""
EXPLAINED = re.compile(r"discriminator D|[Gg]enerator G|decoder \(D\)")
"""A letter beside the word that it stands for."""
RETIRED = {
    "en": ("Smooth", "Truncation", "Coordinates", "The article", "Quick digits", "Rewind", "Images per step"),
    "zh": (
        "快速数字",
        "没有终点",
        "给我惊喜",
        "由生成器生成",
        "错误标签视为假",
        "所要的类别",
        "评论者",
        "模式崩溃",
        "评判网络",
    ),
}
"""What visitors stumbled over: as a whole label, and in Chinese anywhere."""
OTHERS = [language for language in LANGUAGES if language != "en"]
extracted = cache(catalogue.extracted)


def pairs(language: str) -> dict[str, tuple[str, ...]]:
    """Message -> its translations: one, or one for each plural form of the language. Fuzzy ones count as none."""
    found = {}
    for message in catalogue.read(language):
        if message.id:
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            found[message.id if isinstance(message.id, str) else message.id[0]] = () if message.fuzzy else tuple(texts)
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.slow
def test_extraction_finds_the_strings() -> None:
    found = extracted()
    assert len(found) > 100
    files = [file for file, _ in found.get("Learning rate of the generator").locations]
    assert files == ["methods/rivals.py"]


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
def test_every_string_is_translated(language: str) -> None:
    have = pairs(language)
    keys = {m.id if isinstance(m.id, str) else m.id[0]: m.locations[0] for m in extracted() if m.id}
    missing = {text: where for text, where in keys.items() if not have.get(text) or not all(have[text])}
    assert not missing, "run `make catalogue`, translate what is empty in ganboard.po, and run it again"


@pytest.mark.parametrize("language", OTHERS)
def test_places_are_the_same_in_both_languages(language: str) -> None:
    for text, translated in pairs(language).items():
        for one in translated:
            assert places(one) == places(text), text


@pytest.mark.slow
@pytest.mark.parametrize("language", OTHERS)
def test_the_files_are_what_make_catalogue_makes(language: str) -> None:
    text, compiled = catalogue.written(catalogue.updated(language))
    assert catalogue.po(language).read_bytes() == text, "run `make catalogue`"
    assert catalogue.po(language).with_suffix(".mo").read_bytes() == compiled, "run `make catalogue`"


@pytest.mark.parametrize("language", OTHERS)
def test_the_program_finds_its_catalogue(language: str) -> None:
    translate = translations(language).gettext
    assert (
        translate("Learning rate of the generator")
        == pairs(language)["Learning rate of the generator"][0]
        != "Learning rate of the generator"
    )
    assert translate("a string that nobody wrote") == "a string that nobody wrote"


def unbold(text: str) -> list[str]:
    """Bold words whose second ``**`` Markdown does not take for an end: between a sign and a letter, as in ``**so:**then``."""
    spans = re.finditer(r"\*\*(.+?)\*\*(?=(\w)?)", text)
    return [span[0] for span in spans if span[2] and not (span[1][-1].isalnum() or span[1][-1] in "$_")]


@pytest.mark.parametrize("language", OTHERS)
def test_bold_words_become_bold(language: str) -> None:
    assert unbold("**先下注：**你")
    assert not unbold("**先下注**：你 **论文：** {paper}")
    texts = [text for each in pairs(language).values() for text in each]
    texts += [part.read_text() for part in (Path(ganboard.__file__).parent / "theory/prose" / language).glob("*.md")]
    assert not [found for text in texts for found in unbold(text)]


@pytest.mark.slow
def test_no_sentence_stands_inside_an_f_string_where_the_catalogue_does_not_find_it() -> None:
    found = []
    for file in sorted(Path(ganboard.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [
                    each for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
                ]
                marked = [each for each in calls if each.func.id in ("_", "N_")]  # type: ignore[attr-defined]
                if any(isinstance(each.args[0], ast.Constant) for each in marked):
                    found.append(f"{file.name}:{node.lineno}")
    assert found == []


@pytest.mark.slow
def test_outside_the_theory_networks_are_called_by_words() -> None:
    letters = {}
    for message in extracted():
        text = message.id if isinstance(message.id, str) else message.id[0]
        files = [file for file, _ in message.locations if not file.startswith(THEORY)]
        if files and re.search(r"(?<![(*])\b[DG]\b(?![(*])", EXPLAINED.sub("", text)):
            letters[text] = files
    assert letters == {}


@pytest.mark.slow
def test_no_label_that_was_given_up_comes_back() -> None:
    labels = {message.id for message in extracted()}
    assert labels.isdisjoint(RETIRED["en"])
    texts = [text for each in pairs("zh").values() for text in each]
    for folder in ("theory/prose/zh", "tours/texts"):
        texts += [file.read_text(encoding="utf-8") for file in (Path(ganboard.__file__).parent / folder).glob("*.md")]
    assert [word for word in RETIRED["zh"] if any(word in text for text in texts)] == []
