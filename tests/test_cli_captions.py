"""``sample`` with captions: the pictures of each, what was asked for, and sentences for what is not understood."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.creatures.factors import kind_numbers
from ganboard.recording import Recording
from ganboard.runs import Run

DATASET = {"name": "creatures", "size": 28, "count": 240}
SMALL = {"architecture": {"name": "lean", "width": 8}, "conditional": True, "batch_size": 4, "latent_size": 6}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    config = TrainConfig(dataset=DATASET, method={"name": "words", **SMALL})
    recording = Recording(Run.create(tmp_path_factory.mktemp("captions") / "words", config, "words"))
    recording.save()
    recording.close()
    return recording.run


@pytest.mark.slow
def test_a_file_of_captions_in_both_languages(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "captions.txt", tmp_path / "a.npz"
    file.write_text("\ufeffa sad red drop with three eyes\n蓝色的方块\n", encoding="utf-8")
    wanted = ["sample", "--run", str(run.path), "--captions", str(file), "--seed", "3"]
    assert main([*wanted, "--count", "5", "--out", str(out)]) == 0
    with np.load(out) as found:
        assert found["images"].shape == (10, 28, 28, 3)
        assert found["captions"].tolist() == ["a sad red drop with three eyes"] * 5 + ["蓝色的方块"] * 5
        assert found["factor_colour"].tolist() == [0] * 5 + [4] * 5
        assert found["names_colour"][found["factor_colour"][-1]] == "blue"
        assert found["factor_body"].tolist() == [2] * 5 + [1] * 5
        assert set(found["factor_mouth"][:5]) == {1}
        assert found["never_shown"][:5].all()
        names = ("colour", "body", "eyes", "mouth", "top")
        factors = np.stack([found[f"factor_{name}"] for name in names], axis=1)
        assert np.array_equal(found["labels"], kind_numbers(factors))
        again = found["images"]
    assert main([*wanted, "--count", "5", "--out", str(tmp_path / "b.npz")]) == 0
    assert np.array_equal(np.load(tmp_path / "b.npz")["images"], again)


def test_one_caption_on_a_sheet(run: Run, tmp_path: Path) -> None:
    wanted = ["sample", "--run", str(run.path), "--caption", "two-eyed", "--count", "9", "--out"]
    assert main([*wanted, str(tmp_path / "a.png")]) == 0
    assert Image.open(tmp_path / "a.png").size == (3 * 30 - 2, 3 * 30 - 2)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["gan", "vae"])
def test_other_methods_that_are_told_factors_take_captions_too(method: str, tmp_path: Path) -> None:
    config = TrainConfig(dataset=DATASET, method={"name": method, **SMALL})
    recording = Recording(Run.create(tmp_path / "run", config, "creatures"))
    recording.save()
    recording.close()
    out = tmp_path / "a.npz"
    assert main(["sample", "--run", str(tmp_path / "run"), "--caption", "red", "--count", "3", "--out", str(out)]) == 0
    with np.load(out) as found:
        assert found["factor_colour"].tolist() == [0, 0, 0]
        assert not found["never_shown"].any()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["--caption", "a fluffy dragon"], 'Not understood: "fluffy", "dragon". A caption can name colour, body'),
        (["--caption", ""], "The caption says nothing of a creature"),
        (["--caption", "red blue"], '"red" and "blue" contradict each other'),
        (["--captions", "none.txt"], "captions: expected a file that can be read"),
        (["--captions", "gap.txt"], "captions, line 2: The caption says nothing"),
        (["--captions", "odd.txt"], 'captions, line 2: Not understood: "pink"'),
        (["--captions", "empty.txt"], "captions: expected a file with a sentence in each line"),
        (["--captions", "binary.txt"], "captions: expected a text file in UTF-8"),
        (["--captions", "fine.txt", "--caption", "red"], "one of the two"),
        (["--caption", "red", "--label", "3"], "label: expected no label beside a caption"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_a_sentence(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"gap": b"red\n\nblue\n", "odd": b"red\npink\n", "empty": b"\n", "binary": b"\xff\xfe\xfa", "fine": b"red"}
    for name, content in files.items():
        Path(f"{name}.txt").write_bytes(content)
    assert main(["sample", "--run", str(run.path), *given, "--out", "a.png"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert told.count("\n") == 1
    assert sentence in told
    assert not Path("a.png").exists()


def test_a_run_that_is_told_no_words_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run.create(tmp_path / "digits", TrainConfig(architecture={"name": "mlp"}), "digits")
    recording = Recording(run)
    recording.save()
    recording.close()
    assert main(["sample", "--run", str(run.path), "--caption", "red", "--out", str(tmp_path / "a.png")]) == 2
    assert "run: expected a training that is told words" in capsys.readouterr().err
