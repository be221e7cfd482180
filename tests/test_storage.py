import errno
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ganboard import storage
from ganboard.i18n import render
from ganboard.storage import Pieces, disk_message, read_arrays, replacing, write_arrays, write_bytes, write_pieces


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    arrays = {
        "generator/dense/kernel": np.arange(6, dtype=np.float32).reshape(2, 3),
        "adam/iteration": np.int64(7),
        "meta/seconds": np.float64(0.1),
        "empty": np.zeros((0, 3), np.uint8),
    }
    write_arrays(tmp_path / "a.npz", arrays)
    back = read_arrays(tmp_path / "a.npz")
    assert back.keys() == arrays.keys()
    for name, array in arrays.items():
        assert back[name].dtype == array.dtype
        np.testing.assert_array_equal(back[name], array)


def test_what_is_replaced_is_gone_and_nothing_else_lies_beside_it(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"one")
    write_bytes(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a"]


def fail_half_way(path: Path) -> None:
    path.write_bytes(b"ha")
    raise RuntimeError("half")


def test_a_block_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"old")
    with pytest.raises(RuntimeError, match="half"), replacing(tmp_path / "a") as temporary:
        fail_half_way(temporary)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def refusing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Have the system refuse so many times to replace a file, as Windows does while somebody reads it; the list counts them."""
    refused: list[Path] = []
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if len(refused) < times:
            refused.append(target)
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    return refused


def test_a_write_that_is_refused_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = refusing(3, monkeypatch)
    write_bytes(tmp_path / "a", b"one")
    assert ((tmp_path / "a").read_bytes(), len(refused)) == (b"one", 3)


def test_a_write_that_is_refused_for_good_is_an_error_that_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PATIENCE", 0.05)
    refused = refusing(10**9, monkeypatch)
    with pytest.raises(PermissionError) as caught:
        write_bytes(tmp_path / "a", b"one")
    assert caught.value.filename == str(tmp_path / "a")
    assert len(refused) > 1
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "write", [lambda path: write_bytes(path, b"x"), lambda path: write_arrays(path, {"a": np.ones(3)})]
)
def test_what_a_disk_refuses_names_the_file_and_the_space(tmp_path: Path, write) -> None:
    with pytest.raises(OSError, match=r".") as caught:
        write(tmp_path / "gone" / "deep" / "a")
    said = render(disk_message(caught.value, ""))
    assert said.startswith(f"{tmp_path / 'gone'} is not there any more")
    assert " MB are free" in said


def test_a_full_disk_is_told_with_the_space_that_is_left(tmp_path: Path) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "a"))
    said = render(disk_message(error, ""))
    assert re.fullmatch(rf"The disk is full: {tmp_path / 'a'} cannot be written, with [\d,.]+ MB free there\. .*", said)


FULL = """
import resource, sys
from pathlib import Path
import numpy as np
from ganboard.i18n import render
from ganboard.storage import Pieces, disk_message, write_arrays
folder = Path(sys.argv[1])
write_arrays(folder / "a.npz", {"a": np.zeros(3)})
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for size in (0, 900, 2400, 2480, 2490, 2500, 100_000):
    try:
        write_arrays(folder / "a.npz", {"a": np.zeros(size), "b": np.zeros(10)})
    except OSError as error:
        assert error.filename == str(folder / "a.npz"), error
        print(size, render(disk_message(error, "")))
    assert [file.name for file in folder.iterdir()] == ["a.npz"]
    with np.load(folder / "a.npz") as arrays:
        print(size, "holds", arrays["a"].size)
"""


def test_a_disk_that_takes_no_more_leaves_the_old_file(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert [line for line in said if "holds" in line] == [
        "0 holds 0",
        "900 holds 900",
        "2400 holds 2400",
        *(f"{size} holds 2400" for size in (2480, 2490, 2500, 100_000)),
    ]
    assert sum("cannot be written or read: " in line for line in said) == 4


def test_objects_are_neither_written_nor_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pickle"):
        write_arrays(tmp_path / "a.npz", {"a": np.array([{}], object)})
    np.savez(tmp_path / "b.npz", a=np.array([{}], object))
    with pytest.raises(ValueError, match="pickle"):
        read_arrays(tmp_path / "b.npz")


@pytest.mark.parametrize("size", [0, 1, 30, 200, 800, -200, -30, -1])
def test_a_cut_file_is_a_value_error(tmp_path: Path, size: int) -> None:
    write_arrays(tmp_path / "a.npz", {"a": np.arange(100), "b": np.ones(30)})
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "a.npz").write_bytes(whole[:size])
    with pytest.raises(ValueError, match=r"."):
        read_arrays(tmp_path / "a.npz")


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a.npz", {"a": np.zeros(1000)})
    data = bytearray((tmp_path / "a.npz").read_bytes())
    data[4000] ^= 1
    (tmp_path / "a.npz").write_bytes(data)
    with pytest.raises(ValueError, match="CRC"):
        read_arrays(tmp_path / "a.npz")


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_arrays(tmp_path / "a.npz")


def _write_for_ever(path: Path, started: multiprocessing.Event) -> None:  # type: ignore[valid-type]
    number = 0
    while True:
        write_arrays(path, {"a": np.full(200_000, number), "b": np.full(200_000, number)})
        number += 1
        if number == 3:
            started.set()


@pytest.mark.slow
def test_a_kill_in_the_middle_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    context = multiprocessing.get_context("fork")
    for _ in range(3):
        started = context.Event()
        writer = context.Process(target=_write_for_ever, args=(path, started))
        writer.start()
        try:
            assert started.wait(150)
            for _ in range(20):  # a reader never sees half of one either
                arrays = read_arrays(path)
                assert arrays["a"].min() == arrays["b"].max()
        finally:
            os.kill(writer.pid, signal.SIGKILL)
            writer.join()
        arrays = read_arrays(path)
        assert len(set(arrays["a"]) | set(arrays["b"])) == 1


def test_an_array_written_in_pieces_is_read_as_one(tmp_path: Path) -> None:
    pieces = [np.full((count, 3, 2, 1), count, np.uint8) for count in (4, 1, 7)]
    images = Pieces((12, 3, 2, 1), iter(pieces))
    write_pieces(tmp_path / "a.npz", {"images": images, "labels": np.arange(12, dtype=np.int32)})
    found = read_arrays(tmp_path / "a.npz")
    assert np.array_equal(found["images"], np.concatenate(pieces))
    assert found["labels"].tolist() == list(range(12))


def test_pieces_that_stop_coming_leave_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[np.ndarray]:
        yield np.zeros((4, 1, 1, 1), np.uint8)
        raise KeyboardInterrupt

    write_arrays(tmp_path / "a.npz", {"old": np.zeros(1)})
    with pytest.raises(KeyboardInterrupt):
        write_pieces(tmp_path / "a.npz", {"images": Pieces((9, 1, 1, 1), broken())})
    assert list(read_arrays(tmp_path / "a.npz")) == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
