"""The command line on consoles whose code page lacks letters of ours."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ganboard.cli import main

ROOT = Path(__file__).parents[1]


def help_in(environment: dict[str, str]) -> bytes:
    """What ``train --help`` prints there."""
    command = [sys.executable, "-m", "ganboard", "train", "--help"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=False, capture_output=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.mark.trial
@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("gbk", ("Adam β1", "strength γ")),  # 中文 Windows: has Greek, but no small figures below the line
        ("cp1252", ("Adam beta1", "strength gamma")),
        ("ascii:strict", ("Adam beta1", "strength gamma")),
        ("utf-8", ("Adam β₁", "strength γ")),
    ],
)
def test_help_is_readable_in_every_code_page(encoding: str, expected: tuple[str, ...]) -> None:
    text = " ".join(help_in({"PYTHONIOENCODING": encoding}).decode(encoding.split(":")[0]).split())
    assert all(part in text for part in expected)
    assert "\\u" not in text
    assert text.count("?") == help_in({"PYTHONIOENCODING": "utf-8"}).count(
        b"?"
    )  # our own questions, and no lost letter


@pytest.mark.slow
def test_help_is_readable_without_any_locale() -> None:
    posix = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    assert b"Adam beta1" in help_in(posix)


def test_errors_and_paths_are_printed_in_any_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "cp1252"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, "cp1252"))
    assert main(["sample", "--run", "图片 − x² é \udcff", "--out", "a.png"]) == 2
    sys.stderr.flush()
    said = err.getvalue().decode("cp1252")
    assert said.startswith("error: run: ")
    assert r"\u56fe\u7247 - x² é \udcff" in said
