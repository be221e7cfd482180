"""How the files of checkpoints are called, said in one place for all floors."""

from __future__ import annotations

import ast
from pathlib import Path

from ganboard.checkpoint_files import NAME, by_standing, file_name, file_of, steps_of

PACKAGE = Path(__file__).parent.parent / "ganboard"


def test_a_file_is_found_by_its_step_again(tmp_path: Path) -> None:
    for step in (0, 300, 999_999_999):
        file = file_of(tmp_path, step)
        file.parent.mkdir(exist_ok=True)
        file.touch()
        assert NAME.fullmatch(file.name)
    file_of(tmp_path, 7, ".png").touch()
    for other in ("12.npz", "00000001x.npz", "000000001.npz.tmp", ".000000001.npz", "٠٠٠٠٠٠٠٠١.npz"):
        (tmp_path / "checkpoints" / other).touch()
    assert sorted(steps_of(tmp_path)) == [0, 300, 999_999_999]
    assert list(steps_of(tmp_path, ".png")) == [7]
    assert list(steps_of(tmp_path / "nowhere")) == []
    assert file_name(300) == "000000300.npz"


def test_a_run_goes_on_from_where_it_stands_and_not_from_what_it_gave_up() -> None:
    assert by_standing([0, 100, 200, 300], 200) == [200, 100, 0, 300]
    assert by_standing([0, 100], 10**9) == [100, 0]
    assert by_standing([], 5) == []


def test_nobody_else_says_how_they_are_called() -> None:
    """What is written twice differs one day."""
    for file in PACKAGE.rglob("*.py"):
        if file.name != "checkpoint_files.py":
            text = file.read_text(encoding="utf-8")
            assert ":09d" not in text, file
            if '"checkpoints"' in text:
                parts = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.BinOp)]
                assert not [node for node in parts if '/ "checkpoints"' in ast.unparse(node).replace("'", '"')], file
