"""What the documents say is so: examples run, the reference is the code's, the site builds and fetches nothing from elsewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard.cli import main, parser
from tests import reference
from tests.surroundings import ROOT, plain

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "README.zh.md", *DOCS.rglob("*.md")])
SHORT = [
    (r"--(?:seconds|steps) \d+", "--steps 12"),
    (r"--change \d*(\d)\d\d:", r"--change \1:"),
    (r"steps=(?:2_000|400)", "steps=6"),
    (r"every=100", "every=3"),
    (r"--count 1000\b", "--count 100"),
    (r"advance\(200\)", "advance(3)"),
]
"""Examples are for people who have a minute; here they are cut to some steps."""
LONG = ("race", "words", "sketch", "turned", "evaluate")
"""Words of examples that are only read, for other tests do such: compiling and measuring take most of a minute."""
FOREIGN = re.compile(
    r"<(?:script|img|iframe|source|link)[^>]*?(?:src|href)=[\"']?(?:https?:)?//[^>]*>|@import|url\([\"']?(?:https?:)?//"
)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced examples of a language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def cut(example: str) -> str:
    """An example with few steps."""
    for long, instead in SHORT:
        example = re.sub(long, instead, example)
    return example


def commands() -> Iterator[str]:
    """All calls of ``ganboard`` in the shell examples, and README's, which are indented, each once, in their order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (?:python -m )(ganboard [a-z]+ --.*)$", readme, re.MULTILINE)
    yield from dict.fromkeys([*lines, *"".join(code for page in PAGES for code in blocks(page, "sh")).splitlines()])


@pytest.mark.slow
def test_the_shell_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    noise = np.random.default_rng(0)
    np.savez("fakes.npz", images=noise.integers(0, 256, (600, 28, 28), dtype=np.uint8))
    Image.fromarray(noise.integers(0, 256, (64, 64), dtype=np.uint8)).save("drawing.png")
    asked = list(commands())
    assert {line.split()[1] for line in asked} >= {
        "train",
        "race",
        "sample",
        "translate",
        "evaluate",
        "doctor",
        "export",
        "data",
        "runs",
    }
    for line in asked:
        short = cut(line)
        program, *arguments = shlex.split(short)
        assert program == "ganboard"
        if {*LONG} & {*arguments}:
            assert parser().parse_known_args(arguments)[1] == [], line
            continue
        assert main(arguments) == 0, f"{line}\n{capsys.readouterr().err}"
        if match := re.search(r"--out (\S+)", short):
            assert Path(match[1]).exists(), line


@pytest.mark.slow
def test_the_python_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    distinct = {re.sub(r" *#.*", "", code): code for page in PAGES for code in blocks(page, "python")}
    assert len(distinct) > 1
    for code in distinct.values():
        exec(cut(code), {"__name__": "__main__"})
        assert capsys.readouterr().out.strip()


def test_the_reference_is_the_codes() -> None:
    made, there = (
        reference.pages(),
        {file.name: file.read_text(encoding="utf-8") for file in reference.FOLDER.glob("*.md")},
    )
    assert made.keys() == there.keys()
    old = [name for name, text in made.items() if there[name] != text]
    assert not old, "make reference"


def test_the_reference_names_every_kind_of_part() -> None:
    assert reference.KINDS.keys() == reference.registries(reference.TrainConfig).keys()


@pytest.mark.slow
def test_the_site_builds_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs is not installed: requirements-docs.txt")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    built = subprocess.run(
        command, cwd=ROOT, env=plain(NO_MKDOCS_2_WARNING="1"), capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    site = [path for path in tmp_path.rglob("*") if path.suffix in (".html", ".css")]
    assert len(site) > 20
    assert not {path.name: found for path in site if (found := FOREIGN.findall(path.read_text(encoding="utf-8")))}


def links(text: str) -> list[str]:
    """Where links and pictures of a page lead, without anchors."""
    return [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_readme_is_short_and_leads_to_pages_that_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    assert [link for link in links(text) if not link.startswith("http") and not (ROOT / link).exists()] == []
    assert "    make test\n" in text


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("README.md", "README.zh.md"),
        ("docs/first-minutes.md", "docs/zh/first-minutes.md"),
        ("docs/teacher.md", "docs/zh/teacher.md"),
    ],
)
def test_both_languages_have_the_same_chapters_and_commands(english: str, chinese: str) -> None:
    one, other = ((ROOT / name).read_text(encoding="utf-8") for name in (english, chinese))
    shapes = [
        (re.findall(r"^(#+) ", text, re.MULTILINE), len(re.findall(r"^\|", text, re.MULTILINE)))
        for text in (one, other)
    ]
    assert shapes[0] == shapes[1]
    typed = [re.findall(r"^    ([a-z.].*?)(?: {2,}#.*)?$", text, re.MULTILINE) for text in (one, other)]
    assert typed[0] == typed[1]
    assert "您" not in other
