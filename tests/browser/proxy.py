"""A reverse proxy as rooms and hosts have them, in a thread: it may take a prefix away or add one, and names another host."""

from __future__ import annotations

import asyncio
import re
import threading
from types import TracebackType

HEAD = 65_536
"""Bytes of a request's head at most."""


class Proxy:
    """Listens on a free port of this computer.

    Args:
        port: Of the server behind it.
        prefix: What public addresses begin with, and the server's do not.
        behind: What the server's addresses begin with, and public ones do not.
        blocked: What a path behind the prefix begins with that is answered by 404, as by a proxy that knows Streamlit alone.
    """

    def __init__(self, port: int, prefix: str = "", behind: str = "", blocked: str | None = None) -> None:
        self._port, self._prefix, self._behind, self._blocked = port, prefix, behind, blocked
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._ready = threading.Event()
        self.port = 0
        self.refused = 0
        """Requests answered by 404."""

    @property
    def url(self) -> str:
        """The public address of the dashboard, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}{self._prefix}"

    def __enter__(self) -> Proxy:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()

    def allow(self) -> None:
        """Block nothing any more."""
        self._blocked = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, path, _ = head.split(" ", 2)
            inner = path.removeprefix(self._prefix)
            outside = not path.startswith(self._prefix + "/")
            if outside or (self._blocked is not None and inner.startswith(self._blocked)):
                self.refused += 1
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            head = head.replace(f"{method} {path} ", f"{method} {self._behind}{inner} ", 1)
            head = re.sub(r"(?im)^host:.*?\r$", f"Host: 127.0.0.1:{self._port}\r", head)
            if not re.search(
                r"(?im)^upgrade:", head
            ):  # one request a connection, so that no second head has to be found
                head = re.sub(r"(?im)^connection:.*?\r$", "Connection: close\r", head)
            there, onwards = await asyncio.open_connection("127.0.0.1", self._port)
            onwards.write(head.encode("latin-1"))
            await asyncio.gather(_pass(reader, onwards), _pass(there, writer))
        except (
            OSError,
            asyncio.IncompleteReadError,
            asyncio.CancelledError,
        ):  # one of the two is gone, or the test is over
            return
        finally:
            writer.close()


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(HEAD):
            target.write(data)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()
