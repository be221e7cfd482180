"""The engine's process as its client sees it: started, asked, ended."""

from __future__ import annotations

import json
import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

from ganboard.engine.protocol import Limits, Reply, Request
from ganboard.errors import EngineError, GANBoardError, reason
from ganboard.i18n import N_

LOG = "engine.log"
"""Where the engine's stderr goes, in the runs' folder."""
POOL = 8
"""Idle connections that are kept."""

OURS = {
    "OPENBLAS_NUM_THREADS": "1",  # NumPy's own threads wait for each other where training uses the cores
    "PYTHONUTF8": "1",  # the log is read as UTF-8
}
"""Variables of the engine's process."""
PYTHON_KEPT = ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONPYCACHEPREFIX")
"""Python's variables that the engine gets: those that say where something lies, not those that change what code does."""
LAST_WORDS = 600
"""Characters of the log that are shown at most."""
NOISE = re.compile(
    r"\s|WARNING: All log messages|[IWE]\d{4} |\d{4}-\d\d-\d\d \S+ [IWE] |Extension modules:|.*\(most recent call"
)
"""How lines of the log begin that do not say why a process ended: notes, and places in the code."""


class EngineGoneError(Exception):
    """The engine is no longer there, or does not speak our language."""


class EngineProcess:
    """A started engine. TensorFlow loads there while this returns at once.

    Args:
        root: Where the runs lie.
        limits: What the engine allows.
        adopt: Runs that a dead engine had, to be taken up again.

    Raises:
        EngineError: the process cannot be started.
    """

    def __init__(self, root: Path, limits: Limits, adopt: list[str]) -> None:
        self._key = secrets.token_bytes(32)
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue(POOL)
        self._greeting = threading.Lock()
        self._address: Any = None
        self._folder = ""
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._folder = tempfile.mkdtemp(prefix="ganboard-")  # mode 0700: the socket is ours alone
            hello = {
                "key": self._key.hex(),
                "folder": self._folder,
                "root": str(root),
                "limits": asdict(limits),
                "adopt": adopt,
            }
            with open(root / LOG, "wb") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "ganboard.engine"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=_environment(),
                )
            self._stdin, self._stdout = self._process.stdin, self._process.stdout
            self._stdin.write(json.dumps(hello).encode() + b"\n")  # type: ignore[union-attr]
            self._stdin.flush()  # type: ignore[union-attr]
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise EngineError(
                N_("The training process could not be started: {problem}."), problem=str(error)
            ) from error

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def ending(self) -> str:
        """How a process ended that is no longer alive: ``"SIGKILL"``, or ``"status 1"``."""
        code = self._process.poll() or 0
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"status {code}"

    def ask(self, request: Request) -> Any:
        """Send a request and wait for its answer.

        Raises:
            EngineGoneError: the engine is dead or hung up; whether it did what was asked is unknown.
            GANBoardError: the engine's own complaint.
        """
        try:
            connection = self._connection()
            try:
                connection.send(request)
                reply: Reply = connection.recv()
            except BaseException:  # half a conversation: this connection cannot be used again
                connection.close()
                raise
        except (EOFError, OSError, AuthenticationError) as error:
            raise EngineGoneError(reason(error)) from error
        try:
            self._idle.put_nowait(connection)
        except queue.Full:
            connection.close()
        if reply.error is not None:
            raise GANBoardError.from_dict(reply.error)
        return reply.value

    def _connection(self) -> Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            pass
        with self._greeting:
            if self._address is None:
                try:
                    line = self._stdout.readline()  # type: ignore[union-attr]
                except ValueError:  # closed by another thread, which found the process dead
                    line = b""
                if not line:
                    raise EOFError("it ended while starting")
                address = json.loads(line)
                self._address = tuple(address) if isinstance(address, list) else address
        return Client(self._address, authkey=self._key)

    def wait(self, seconds: float) -> None:
        """Wait for the process to end, but not longer than ``seconds``."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def end(self, seconds: float) -> None:
        """Wait for the process to end by itself, then make it.

        Args:
            seconds: How long to wait.
        """
        with suppress(OSError):
            self._stdin.close()  # type: ignore[union-attr]
        self.wait(seconds)
        if self.alive:
            self._process.kill()
            self._process.wait()
        self._stdout.close()  # type: ignore[union-attr]
        while not self._idle.empty():
            self._idle.get_nowait().close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    """The variables of an engine: this process's, without those that change what Python does."""
    paths = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    names = [name for name in os.environ if not name.startswith("PYTHON") or name in PYTHON_KEPT]
    return {**{name: os.environ[name] for name in names}, **OURS, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def last_words(log: Path) -> str:
    """The end of what an engine wrote, without notes and places in the code; ``"-"`` if there is nothing.

    Args:
        log: The file that its stderr goes to.
    """
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    return " ".join(line.strip() for line in lines if line and not NOISE.match(line))[-LAST_WORDS:] or "-"
