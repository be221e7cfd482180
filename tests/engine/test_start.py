"""An engine in surroundings that are not as usual: it starts, or says why it cannot."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ganboard.app.connection import limits
from ganboard.engine import EngineClient, Limits
from ganboard.engine.process import last_words
from ganboard.engine.rehearsal import rehearsal
from ganboard.engine.scheduler import Scheduler
from ganboard.engine.server import Server
from ganboard.errors import EngineError
from tests.surroundings import ABORTS, KERAS_SETTINGS, keras_home, with_fake


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no socket files")
def test_a_long_folder_for_temporary_files(
    own_engine: EngineClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("x" * 90)  # a socket's path has at most 107 characters, on macOS 103
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert own_engine.runs() == []
    own_engine.start()
    assert own_engine.runs() == []
    assert own_engine._process is not None
    assert own_engine._process._address[0] == "127.0.0.1"
    own_engine.close()
    assert list(folder.iterdir()) == []


def test_no_folder_for_temporary_files_is_a_sentence(
    own_engine: EngineClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(EngineError, match=r"training process could not be started: .*gone"):
        own_engine.start()


@pytest.mark.slow
def test_the_words_of_a_tensorflow_that_aborts_reach_the_visitor(
    own_engine: EngineClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", with_fake(tmp_path / "fake", "tensorflow", ABORTS))
    own_engine.start()
    with pytest.raises(EngineError, match=r"ended by itself \(SIGABRT\).* compiled to use AVX instructions"):
        own_engine.explore("opened", "shipped")
    with pytest.raises(EngineError, match=r"died 3 times within a minute.*compiled to use AVX instructions"):
        own_engine.explore("opened", "shipped")


@pytest.mark.slow
def test_settings_that_keras_refuses_are_named(
    own_engine: EngineClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", keras_home(tmp_path / "keras", {**KERAS_SETTINGS, "floatx": "float8"}))
    own_engine.start()
    with pytest.raises(
        EngineError, match=r"Keras cannot be loaded: .*keras.json: correct that file, or delete it"
    ) as told:
        own_engine.explore("opened", "shipped")
    assert "Traceback" not in str(told.value)


def test_variables_of_python_do_not_reach_the_engine(own_engine: EngineClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"OPTIMIZE": "2", "WARNINGS": "error", "IOENCODING": "utf-16", "INSPECT": "1"}.items():
        monkeypatch.setenv(f"PYTHON{name}", value)
    own_engine.start()
    assert own_engine.runs() == []
    variables = Path(f"/proc/{own_engine.pid}/environ")
    if variables.exists():
        names = {entry.split(b"=")[0] for entry in variables.read_bytes().split(b"\0")}
        assert not names & {b"PYTHONOPTIMIZE", b"PYTHONWARNINGS", b"PYTHONIOENCODING", b"PYTHONINSPECT"}


def test_last_words_are_those_that_say_why(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    assert last_words(log) == "-"
    log.write_text(
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
        "I0000 00:00:1795637174.101760    9132 cudart_stub.cc:31] Could not find cuda drivers\n"
        "2026-01-01 00:00:00.1: F guard.cc:11] It was compiled to use AVX.\n"
        "Fatal Python error: Aborted\n\n"
        "Current thread 0x00007f (most recent call first):\n"
        '  File "somewhere.py", line 1 in f\n'
        "Extension modules: numpy.core (total: 1)\n",
        encoding="utf-8",
    )
    assert (
        last_words(log)
        == "2026-01-01 00:00:00.1: F guard.cc:11] It was compiled to use AVX. Fatal Python error: Aborted"
    )


def test_a_rehearsal_leaves_off_where_somebody_asks_and_never_ends_an_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert list(rehearsal()) == [None]
    done: list[str] = []

    def pieces() -> Iterator[None]:
        done.append("first")
        yield
        scheduler.close()
        yield
        done.append("after somebody asked")

    def refused() -> Iterator[None]:
        yield
        raise OSError("no such picture")

    for each in (refused, pieces):
        scheduler = Scheduler(tmp_path, Limits())
        engine = object.__new__(Server)
        engine._scheduler = scheduler
        monkeypatch.setattr("ganboard.engine.server.rehearsal", each)
        engine._rehearse()
    assert done == ["first"]
    assert "no such picture" in capfd.readouterr().err
    assert limits().rehearses
    assert list(tmp_path.iterdir()) == []
