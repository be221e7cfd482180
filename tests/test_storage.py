import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ganboard.storage import read_arrays, replacing, write_arrays, write_bytes, write_pieces


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


def test_a_kill_in_the_middle_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        started = context.Event()
        writer = context.Process(target=_write_for_ever, args=(path, started))
        writer.start()
        try:
            assert started.wait(60)
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
    write_pieces(tmp_path / "a.npz", "images", (12, 3, 2, 1), iter(pieces), {"labels": np.arange(12, dtype=np.int32)})
    found = read_arrays(tmp_path / "a.npz")
    assert np.array_equal(found["images"], np.concatenate(pieces))
    assert found["labels"].tolist() == list(range(12))


def test_pieces_that_stop_coming_leave_the_old_file(tmp_path: Path) -> None:
    def broken() -> Iterator[np.ndarray]:
        yield np.zeros((4, 1, 1, 1), np.uint8)
        raise KeyboardInterrupt

    write_arrays(tmp_path / "a.npz", {"old": np.zeros(1)})
    with pytest.raises(KeyboardInterrupt):
        write_pieces(tmp_path / "a.npz", "images", (9, 1, 1, 1), broken(), {})
    assert list(read_arrays(tmp_path / "a.npz")) == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
