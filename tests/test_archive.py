"""The run archive: the way out and in again, and hostile files."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.archive import read_archive, write_archive
from ganboard.archive_checks import LIMIT, MEMBERS
from ganboard.cli import main
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.errors import CheckpointError, GANBoardError, RunError
from ganboard.run_steering import let_steer, note_beginner
from ganboard.runs import Run
from ganboard.sampler import Sampler
from ganboard.snapshot import Checkpoint
from ganboard.trainer import Trainer

Small = Callable[..., TrainConfig]
Parts = dict[str, bytes]
Arrays = dict[str, np.ndarray]
STEP = "checkpoints/000000007.npz"


def trained(path: Path, config: TrainConfig, data: Data, steps: tuple[int, ...] = (2,)) -> Run:
    """A run with checkpoints of some steps."""
    run, trainer = Run.create(path, config, "spring"), Trainer(config, data)
    for step in steps:
        trainer.advance(step - trainer.step)
        run.save(trainer.checkpoint(), b"")
    run.update(step=steps[-1], seconds=9.0)
    return run


def npz(arrays: Arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=True, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


def zipped(parts: Parts, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def good_arrays() -> Arrays:
    return {
        "average/dense/kernel": np.arange(6, dtype=np.float32).reshape(2, 3),
        "discriminator/dense/bias": np.ones(4, np.float32),
        "meta/step": np.array(7),
        "meta/seconds": np.array(1.5),
    }


def good(**changes: Any) -> Parts:
    """What an archive holds, by name, with some arrays changed; None: left out."""
    arrays = {name.replace("__", "/"): array for name, array in changes.items()}
    arrays = {name: array for name, array in {**good_arrays(), **arrays}.items() if array is not None}
    status = json.dumps({"name": "spring", "step": 7, "seconds": 1.5}).encode()
    return {"config.json": TrainConfig().to_json().encode(), "run.json": status, STEP: npz(arrays)}


def header(shape: str, kind: str, version: tuple[int, int] = (1, 0)) -> bytes:
    """The beginning of an ``.npy``, whatever it says."""
    text = f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text)) + text


def with_raw(content: bytes, name: str = "average/dense/kernel") -> Parts:
    """An archive, one array of which is given by its bytes."""
    file = io.BytesIO(npz(good_arrays()))
    members = {info.filename: zipfile.ZipFile(file).read(info) for info in zipfile.ZipFile(file).infolist()}
    return good() | {STEP: zipped(members | {f"{name}.npy": content})}


def declaring(data: bytes, name: str, size: int) -> bytes:
    """A zip whose list of members says that one of them is of another size."""
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo(name)
    place = data.rindex(b"PK\1\2", 0, data.rindex(name.encode())) + 24
    assert data[place : place + 4] == struct.pack("<I", info.file_size)
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


# The way out and in again


@pytest.mark.trial
@pytest.mark.parametrize("settings", [{"conditional": True}, {}, {"architecture": "article"}], ids=str)
def test_an_archive_gives_the_same_images_bit_for_bit(
    settings: dict[str, Any], small: Small, digits: Data, tmp_path: Path
) -> None:
    config = TrainConfig(**small().replace(penalty="none").to_dict() | settings)
    run = trained(tmp_path / "run", config, digits)
    write_archive(run, tmp_path / "a.zip")
    archive = read_archive(tmp_path / "a.zip")
    whole = run.load()
    assert (archive.config, archive.name, archive.step) == (config, "spring", 2)
    assert archive.checkpoint.seconds == whole.seconds
    expected = Sampler.from_checkpoint(config, whole).generate(20, seed=4)[0]
    assert np.array_equal(Sampler.from_checkpoint(archive.config, archive.checkpoint).generate(20, seed=4)[0], expected)
    assert {name.split("/")[0] for name in archive.checkpoint.arrays} == {"average", "discriminator"}
    weights = config.method.architecture.build(config.network_spec).discriminator.weights
    for weight in weights:
        name = f"discriminator/{weight.path}"
        assert np.array_equal(archive.checkpoint.arrays[name], whole.arrays[name])


@pytest.mark.slow
def test_the_asked_for_step_is_taken_and_the_same_run_gives_the_same_bytes(
    small: Small, digits: Data, tmp_path: Path
) -> None:
    run = trained(tmp_path / "run", small("mlp"), digits, steps=(1, 3))
    for name, step in (("one", 1), ("last", None), ("again", 3)):
        write_archive(run, tmp_path / f"{name}.zip", step)
        let_steer(run, name * 20)  # who steers and who began it stays in its folder
        note_beginner(run, name * 20)
    one, last = read_archive((tmp_path / "one.zip").read_bytes()), read_archive(str(tmp_path / "last.zip"))
    assert (one.step, last.step) == (1, 3)
    changed = [not np.array_equal(array, last.checkpoint.arrays[name]) for name, array in one.checkpoint.arrays.items()]
    assert any(changed)
    assert (tmp_path / "last.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    assert (tmp_path / "last.zip").stat().st_size < 0.5 * (run.path / "checkpoints" / "000000003.npz").stat().st_size
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_cannot_be_written_leaves_the_old_file(small: Small, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    run = Run.create(tmp_path / "run", small(), "test")
    with pytest.raises(CheckpointError, match="drawn nothing yet"):
        write_archive(run, tmp_path / "a.zip")
    run.save(Checkpoint(1, 0.0, {"generator/kernel": np.ones(2, np.float32)}), b"")
    with pytest.raises(CheckpointError, match="no generator"):
        write_archive(run, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"old"


def test_folders_of_this_computer_stay_here_and_those_of_another_are_not_looked_into(tmp_path: Path) -> None:
    config = TrainConfig(dataset={"name": "images", "path": "/home/ada/secret", "size": 28})
    run = Run.create(tmp_path / "run", config, "test")
    run.save(Checkpoint(7, 0.0, {name: array for name, array in good_arrays().items() if "meta" not in name}), b"")
    write_archive(run, tmp_path / "a.zip")
    assert b"ada" not in zipfile.ZipFile(tmp_path / "a.zip").read("config.json")
    parts = good() | {"config.json": config.to_json().encode()}
    assert read_archive(zipped(parts)).config.to_dict()["dataset"] == {**config.dataset.to_dict(), "path": ""}


def test_several_checkpoints_may_lie_in_one() -> None:
    later = {**good_arrays(), "meta/step": np.array(9), "average/dense/kernel": np.zeros((2, 3), np.float32)}
    data = zipped(good() | {"checkpoints/000000009.npz": npz(later)})
    assert [read_archive(data).step, read_archive(data, 9).step] == [7, 9]
    assert np.array_equal(read_archive(data, 9).checkpoint.arrays["average/dense/kernel"], np.zeros((2, 3)))
    with pytest.raises(CheckpointError, match=r"no checkpoint of step 8. It has: 7, 9"):
        read_archive(data, 8)


# Hostile and damaged files

KERNEL = "average/dense/kernel"
LONG = b"\0" * 24
FLOATS = "'<f4'"
NO_ARCHIVES: dict[str, bytes] = {
    "nothing": b"",
    "text": b"hello" * 50,
    "without status": zipped({name: part for name, part in good().items() if name != "run.json"}),
    "without checkpoint": zipped({name: part for name, part in good().items() if name != STEP}),
    "one more": zipped(good() | {"notes.txt": b""}),
    "upwards": zipped(good() | {"../config.json": b""}),
    "absolute": zipped(good() | {"/tmp/config.json": b""}),
    "other digits": zipped(good() | {"checkpoints/٠٠٠٠٠٠٠٠٩.npz": b""}),
    "another packing": zipped(good(), zipfile.ZIP_LZMA),
    "too many": zipped(good() | {f"checkpoints/{step:09d}.npz": b"" for step in range(8, 9 + MEMBERS)}),
    "far too many": zipped({f"checkpoints/{step:09d}.npz": b"" for step in range(9000)}),
    "a huge text": zipped(good() | {"config.json": b" " * 10_000_000}),
    "a huge checkpoint": declaring(zipped(good()), STEP, LIMIT + 1),
    "unknown architecture": zipped(good() | {"config.json": b'{"architecture": "../../evil"}'}),
    "deep": zipped(good() | {"config.json": b"[" * 90_000}),
    "no text": zipped(good() | {"config.json": b"\xff\xfe\xfd"}),
    "no status": zipped(good() | {"run.json": b"[]"}),
    "no name": zipped(good() | {"run.json": b'{"step": 7, "seconds": 1}'}),
    "no seconds": zipped(good() | {"run.json": b'{"name": "a", "step": 7, "seconds": NaN}'}),
    "no step": zipped(good() | {"run.json": b'{"name": "a", "step": -7, "seconds": 1}'}),
    "a list of its own in a comment": zipped(good())[:-2] + b"\x04\0abcd",
}
DAMAGED: dict[str, Parts] = {
    "no npz": good() | {STEP: b"PK"},
    "objects": good(average__dense__kernel=np.array([{"a": 1}], object)),
    "a pickle by its name": with_raw(pickle.dumps("boo")),
    "an object header": with_raw(header("(2,)", "'|O'") + LONG),
    "a huge shape": with_raw(header("(1000000, 1000000)", FLOATS) + LONG),
    "a shape beyond all": with_raw(header(f"({10**30},)", FLOATS) + LONG),
    "a negative shape": with_raw(header("(-2, -3)", FLOATS) + LONG),
    "more than its shape": with_raw(header("(2, 3)", FLOATS) + LONG + b"more"),
    "less than its shape": with_raw(header("(2, 4)", FLOATS) + LONG),
    "many axes": with_raw(header(f"({'1,' * 40})", FLOATS) + LONG[:4]),
    "fields": with_raw(header("(3,)", "[('a', '<f4'), ('b', '<f4')]") + LONG),
    "code": with_raw(header("__import__('os').getpid()", FLOATS) + LONG),
    "another version": with_raw(header("(2, 3)", FLOATS, (9, 0)) + LONG),
    "a long header": with_raw(header("(2, 3)" + " " * 20_000, FLOATS) + LONG),
    "double": good(average__dense__kernel=np.zeros((2, 3))),
    "big endian": good(average__dense__kernel=np.zeros((2, 3), ">f4")),
    "optimizer slots": good(generator_adam__mean__kernel=np.zeros(3, np.float32)),
    "a path": with_raw(header("(6,)", FLOATS) + LONG, "average/../../kernel"),
    "a network is missing": good(discriminator__dense__bias=None),
    "of another method": good() | {"config.json": TrainConfig(method="acgan").to_json().encode()},
    "another file": good() | {STEP: zipped({"readme.txt": b"hello"})},
    "without step": good(meta__step=None),
    "of another step": good(meta__step=np.array(8)),
    "steps": good(meta__step=np.array([7, 7])),
    "endless": good(meta__seconds=np.array(np.inf)),
    "too large together": good() | {STEP: declaring(npz(good_arrays()), f"{KERNEL}.npy", LIMIT)},
}


def test_the_archive_that_the_hostile_ones_are_made_from_is_good() -> None:
    for parts in (good(), with_raw(header("(2, 3)", FLOATS) + LONG)):
        assert read_archive(zipped(parts)).checkpoint.arrays[KERNEL].shape == (2, 3)


@pytest.mark.parametrize("name", NO_ARCHIVES)
def test_what_is_no_archive_is_refused(name: str) -> None:
    with pytest.raises(RunError, match="no run archive that can be used"):
        read_archive(NO_ARCHIVES[name])


@pytest.mark.parametrize("name", DAMAGED)
def test_arrays_other_than_expected_are_refused(name: str) -> None:
    with pytest.raises(CheckpointError, match="checkpoint of step 7 in this archive cannot be used"):
        read_archive(zipped(DAMAGED[name]))


def test_an_unknown_part_is_named() -> None:
    with pytest.raises(RunError, match=r"config.json: architecture: .*lean.*evil"):
        read_archive(NO_ARCHIVES["unknown architecture"])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"none\.zip cannot be read"):
        read_archive(tmp_path / "none.zip")
    with pytest.raises(RunError, match="cannot be read"):
        read_archive(tmp_path)


def test_no_cut_and_no_changed_byte_gets_out_as_anything_but_a_sentence() -> None:
    data = zipped(good(), zipfile.ZIP_STORED)
    for length in range(0, len(data), 7):
        with pytest.raises(GANBoardError):
            read_archive(data[:length])
    expected = read_archive(data)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            archive = read_archive(changed)
        except (RunError, CheckpointError):
            continue
        assert archive.checkpoint.arrays.keys() == expected.checkpoint.arrays.keys(), place
        for name, array in archive.checkpoint.arrays.items():  # a date or a flag that nobody reads
            assert np.array_equal(array, expected.checkpoint.arrays[name]), place


def test_memory_is_not_given_to_what_is_only_declared() -> None:
    tracemalloc = pytest.importorskip("tracemalloc")
    bombs = [NO_ARCHIVES["a huge checkpoint"], zipped(DAMAGED["a huge shape"]), zipped(DAMAGED["too large together"])]
    tracemalloc.start()
    for bomb in bombs:
        with pytest.raises(GANBoardError):
            read_archive(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.slow
def test_arrays_of_another_latent_size_do_not_reach_the_networks(small: Small, digits: Data, tmp_path: Path) -> None:
    run = trained(tmp_path / "run", small("mlp"), digits)
    write_archive(run, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    other = read_archive(zipped(parts | {"config.json": small("mlp", latent_size=9).to_json().encode()}))
    with pytest.raises(CheckpointError, match="does not fit these networks"):
        Sampler.from_checkpoint(other.config, other.checkpoint)


# The command line


@pytest.mark.slow
def test_the_command_writes_an_archive_that_is_a_run_folder_when_unpacked(
    small: Small, digits: Data, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = trained(tmp_path / "run", small("mlp"), digits, steps=(1, 3))
    out = tmp_path / "a.zip"
    call = ["export", "--run", str(run.path), "--format", "archive", "--out", str(out)]
    assert main([*call, "--checkpoint", "1"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert read_archive(out).step == 1
    zipfile.ZipFile(out).extractall(tmp_path / "unpacked")
    for folder, more in ((run.path, ["--checkpoint", "1"]), (tmp_path / "unpacked", [])):
        assert main(["sample", "--run", str(folder), "--out", str(folder) + ".png", *more]) == 0
    assert (tmp_path / "run.png").read_bytes() == (tmp_path / "unpacked.png").read_bytes()
    assert main(call) == 0
    assert read_archive(out).step == 3
    assert main([*call, "--checkpoint", "2"]) == 2
    assert "no readable checkpoint of step 2. It has: 1, 3" in capsys.readouterr().err
    assert main([*call[:-1], str(tmp_path / "a.npz")]) == 2
    assert ".zip" in capsys.readouterr().err
    assert read_archive(out).step == 3  # nothing that went wrong has touched it
