"""``race`` in the shell: a table and a winner or none, and what is refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ganboard.cli import main
from ganboard.race.entry import Race
from ganboard.race.verdict import Finish
from ganboard.recording import Recording
from ganboard.runs import all_runs

SMALL = {"architecture": "mlp", "batch_size": 4}


def entrants(folder: Path, *settings: dict[str, Any]) -> list[str]:
    """Files of settings."""
    files = [folder / f"{name}.json" for name in "abcde"[: len(settings)]]
    for file, each in zip(files, settings, strict=True):
        file.write_text(json.dumps({**SMALL, **each}), encoding="utf-8")
    return [str(file) for file in files]


@pytest.mark.trial
@pytest.mark.slow
def test_a_race_in_the_shell_ends_with_numbers_and_a_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = entrants(tmp_path, {}, {"penalty": "none"})
    assert main(["race", *files, "--steps", "60", "--seed", "3", "--out", str(tmp_path / "runs"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["letter"] for each in told["entrants"]] == ["A", "B"]
    assert all(each["finish"]["step"] == 60 for each in told["entrants"])
    assert told["winner"] in (None, "A", "B")
    assert told["sentence"]
    runs = list(all_runs(tmp_path / "runs"))
    assert {run.config().seed for run in runs} == {3}
    for run in runs:  # the dashboard shows it as a race
        race, finish = Race.of(run.status()), Finish.of(run.status())
        assert race is not None
        assert set(race.runs) == {each.id for each in runs}
        assert finish is not None
        assert finish.distance is not None


@pytest.mark.parametrize(
    ("settings", "options", "reason"),
    [
        ([{}], ["--steps", "9"], "at least two"),
        ([{}, {}], ["--steps", "9"], "B is the same as A"),
        ([{}, {"seed": 4}], ["--seconds", "9"], "B has the seed 4"),
        ([{}, {"dataset": "fashion"}], ["--seconds", "9"], "other data"),
        ([{}, {"penalty": "r9"}], ["--steps", "9"], "penalty"),
        ([{}, {"penalty": "none"}], [], "--steps"),
    ],
)
def test_what_is_no_race_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: list[Any], options: list[str], reason: str
) -> None:
    assert main(["race", *entrants(tmp_path, *settings), *options, "--out", str(tmp_path / "runs")]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert error.count("\n") == 1
    assert not (tmp_path / "runs").exists()


def test_an_entrant_that_is_nothing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["race", "quick", "quikc", "--steps", "9"]) == 2
    assert "quikc" in capsys.readouterr().err


def test_what_ends_one_entrant_ends_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a disk that is full, or a folder that somebody deletes while it trains."""
    points = {"dataset": "points", "architecture": "plane"}
    files = entrants(tmp_path, points, {**points, "penalty": "none"})
    turn = Recording.turn

    def gone_for_one(recording: Recording, *limits: Any) -> int:
        if recording.step == 1 and "-a-" in recording.run.id:
            shutil.rmtree(recording.run.path)
            (recording.run.path.parent / recording.run.id).write_text("no folder")
        return turn(recording, *limits)

    monkeypatch.setattr(Recording, "turn", gone_for_one)
    runs = tmp_path / "runs"
    assert main(["race", *files, "--steps", "3", "--out", str(runs)]) == 0
    told = capsys.readouterr()
    assert "A dropped out. " in told.err
    assert str(runs) in told.err
    assert "A (a): dropped out" in told.out
    assert "B (b): distance" in told.out
    (left,) = all_runs(runs)
    assert left.status()["state"] == "finished"


def test_a_race_on_own_pictures_tells_what_was_read_and_one_that_cannot_begin_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures, runs = tmp_path / "pictures", tmp_path / "runs"
    pictures.mkdir()
    (pictures / "note.txt").write_text("no picture")
    for number in range(15):
        Image.new("L", (28, 28), number * 9).save(pictures / f"{number}.png")
    data = {"dataset": {"name": "images", "path": str(pictures), "size": 28, "color": False}}
    files = entrants(tmp_path, data, {**data, "penalty": "none"})
    asked = ["race", *files, "--steps", "1", "--out", str(runs)]
    assert main(asked) == 2
    assert "Only 15 of 16 files" in capsys.readouterr().err
    assert list(runs.iterdir()) == []
    Image.new("L", (28, 28), 255).save(pictures / "white.png")
    assert main(asked) == 0
    told = capsys.readouterr().err
    assert told.count("16 of 17 files were read as images.") == 1
    assert "16 of these 16 show one plain colour." in told
