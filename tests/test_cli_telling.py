"""What took minutes is not lost where it cannot be printed or written: real processes with closed pipes and few letters."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ganboard.cli import progress
from ganboard.cli.progress import Bar

ROOT = Path(__file__).parents[1]
CODE = """
import sys
from pathlib import Path
from ganboard.cli.evaluate import _tell
from ganboard.cli.letters import print_in_any_letters
print_in_any_letters()
found = {"sentence": "The fakes are −0.5 – “far” away: χ² ₁"}
sys.exit(_tell(found["sentence"], found, Path(sys.argv[1]) if sys.argv[1:] else None))
"""


def told(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-c", CODE, *arguments]
    return subprocess.run(
        call, cwd=ROOT, env={**os.environ, **environment}, check=False, capture_output=True, timeout=60
    )


@pytest.mark.slow
def test_a_closed_pipe_loses_nothing_and_says_where_it_lies(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, env=environment, check=False, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert said.count("\n") == 1, said
    place = re.search(r"It lies in (\S+)", said)
    assert place is not None
    assert json.loads(Path(place[1]).read_text(encoding="utf-8"))["sentence"].startswith("The fakes")


@pytest.mark.slow
def test_where_it_was_kept_already_it_lies_there() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    call = [sys.executable, "-c", CODE, "kept.json"]
    done = subprocess.run(call, cwd=ROOT, check=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert b"It lies in kept.json" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gbk", "cp437", "ascii"])
def test_a_terminal_of_few_letters_gets_the_numbers_with_their_signs(encoding: str) -> None:
    done = told("kept.json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "The fakes are -0.5 " in done.stdout.decode(encoding)
    assert done.stderr.decode(encoding).strip() == "Kept in kept.json"


def test_a_disk_without_room_is_said_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ganboard.cli.evaluate import _written

    assert _written(tmp_path / "a.json", {"a": 1})
    assert not _written(tmp_path / "none" / "a.json", {"a": 1})
    assert "could not be written to" in capsys.readouterr().err


def test_long_work_tells_how_far_it_is_on_stderr_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    with Bar("measuring") as bar:
        bar.at(0.25)
        bar.at(0.5)
    monkeypatch.setattr(progress, "LINE_SECONDS", 3_600.0)
    with Bar("short") as bar:
        bar.at(0.5)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "measuring: 25%\nmeasuring: 50%\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "status", "said"),
    [
        ("tour --places >&- <&-", 2, "error: What this command found could not be printed: Bad file descriptor.\n"),
        ("train --help >/dev/full", 2, "error: This did not work: No space left on device.\n"),
        ("train --batch-size 0 2>/dev/full", 2, ""),
        pytest.param("tour --places 2>&- <&-", 0, "", marks=pytest.mark.trial),
        pytest.param("data --help | true", 0, "", marks=pytest.mark.trial),
    ],
)
def test_a_stream_that_is_closed_or_full_is_told_and_ends_nothing(call: str, status: int, said: str) -> None:
    command = ["sh", "-c", f'"$0" -m ganboard {call}', sys.executable]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, done.stderr.decode()) == (status, said)
