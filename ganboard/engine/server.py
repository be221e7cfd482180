"""The engine process: hears requests in threads, computes in its main thread, and ends with its client."""

from __future__ import annotations

import faulthandler
import json
import os
import shutil
import signal
import sys
import threading
import time
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any

from ganboard.backend import load
from ganboard.engine.failure import write_log
from ganboard.engine.orders import COMMANDS, EXPLORE
from ganboard.engine.protocol import Limits, Reply, Request
from ganboard.engine.rehearsal import rehearsal
from ganboard.engine.scheduler import Scheduler
from ganboard.errors import EngineError, GANBoardError, reason
from ganboard.i18n import N_

PATIENCE = dict.fromkeys(("rewind", "dial", "branch", "slowly", "save", "export", "explore"), 120.0)
"""Seconds to wait for a command whose outcome matters."""
ACCEPTED = 1.5
"""Seconds after which any other command counts as accepted, to be obeyed when possible."""
LAST_MOMENTS = 5.0
"""Seconds in which everything must be saved when the engine ends."""


class Server:
    """One engine.

    Args:
        hello: What the client wrote: where to listen, the key, the runs' folder, the limits, runs to take up again.
    """

    def __init__(self, hello: dict[str, Any]) -> None:
        self._key = bytes.fromhex(hello["key"])
        self._folder = Path(hello["folder"])
        self._ending = threading.Lock()
        limits = Limits(**hello["limits"])
        self._rehearses = limits.rehearses
        self._scheduler = Scheduler(Path(hello["root"]), limits)
        for run_id in hello["adopt"]:
            try:
                self._scheduler.submit(run_id, adopted=True)
            except Exception as error:  # deleted or damaged meanwhile: the others go on
                write_log(error)
        self._listener = _listener(self._folder)

    @property
    def address(self) -> Any:
        """Where the engine listens: a path, or a host and a port."""
        return self._listener.address

    def run(self) -> None:
        """Serve until the client is gone or closes, or SIGTERM comes."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, whose end is ours
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._outlive_nobody, daemon=True).start()
        try:
            load()
        except GANBoardError as error:
            os.write(2, f"{error}\n".encode())  # the client shows the end of the log
            os._exit(1)
        if self._rehearses:
            self._rehearse()
        self._scheduler.serve()
        self._exit()

    def _rehearse(self) -> None:
        pieces = rehearsal()
        try:
            while not self._scheduler.asked and next(pieces, True) is None:
                pass
        except Exception as error:  # told to whoever trains in earnest
            write_log(error)

    def _outlive_nobody(self) -> None:
        # The client holds the other end of stdin; the system closes it however the client ends. Not PR_SET_PDEATHSIG:
        # that follows the thread that started us, and Streamlit's threads are short-lived.
        while os.read(0, 1024):
            pass
        self._end()

    def _end(self) -> None:
        if not self._ending.acquire(blocking=False):
            return
        self._scheduler.close()
        if not self._scheduler.serving:  # still loading TensorFlow: nothing is computed, and nobody else would do this
            self._scheduler.park()
            self._exit()
        timer = threading.Timer(LAST_MOMENTS, self._exit)
        timer.daemon = True
        timer.start()

    def _exit(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os._exit(0)  # TensorFlow's own way out takes a second, or hangs

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()
            except OSError:  # hung up at once, or too many files are open
                time.sleep(0.05)
                continue
            threading.Thread(target=self._hear, args=[connection], daemon=True).start()

    def _hear(self, connection: Connection) -> None:
        with connection:
            try:
                deliver_challenge(connection, self._key)
                answer_challenge(connection, self._key)
                while True:
                    connection.send(self._answer(connection.recv()))
            except (AuthenticationError, EOFError, OSError, ValueError):
                return

    def _answer(self, request: Request) -> Reply:
        try:
            return Reply(self._value(request))
        except GANBoardError as error:
            return Reply(error=error.to_dict())
        except Exception as error:  # a bug of ours, which must not leave the client waiting
            write_log(error)
            return Reply(error=EngineError("{problem}", problem=reason(error)).to_dict())

    def _value(self, request: Request) -> Any:
        scheduler, name = self._scheduler, request.name
        if name == "watch":
            return scheduler.watch(request.run_id, **request.arguments)
        if name == "attend":
            return scheduler.attend(**request.arguments)
        if name == "runs":
            return scheduler.runs()
        if name == "enter":
            return scheduler.enter(**request.arguments)
        if name == "submit":
            return scheduler.submit(request.run_id)
        if name == EXPLORE:
            order = scheduler.explore(**request.arguments)
        elif name in COMMANDS:
            order = scheduler.order(name, request.run_id, **request.arguments)
        else:
            raise EngineError(N_("The engine knows no command {name}."), name=name)
        try:
            return order.reply.result(PATIENCE.get(name, ACCEPTED))
        except NotYet:
            order.unheard = True
            if name not in PATIENCE:
                return None
            raise EngineError(N_("GANBoard is too busy for this now. Try again in a minute.")) from None


def _listener(folder: Path) -> Listener:
    """Where the client is heard: a socket in a folder, or a port of this computer where there can be none.

    No key here: the handshake would hold up the thread that accepts.
    """
    if os.name != "nt":
        with suppress(OSError):  # the path is longer than some 100 characters, or the file system knows no sockets
            return Listener(str(folder / "socket"), backlog=32)
    return Listener(("127.0.0.1", 0), backlog=32)


def main() -> None:
    """Read the client's greeting from stdin, say where we listen, and serve."""
    faulthandler.enable()
    server = Server(json.loads(_line()))
    sys.stdout.write(json.dumps(server.address) + "\n")
    sys.stdout.flush()
    os.dup2(2, 1)  # from here on nobody reads stdout
    server.run()


def _line() -> bytes:
    """The first line of stdin, byte by byte, so that nothing of it is left in a buffer."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit("the client hung up")
        line += byte
    return line
