"""The shape of what every request and every socket passes on its way to a page."""

from __future__ import annotations

from abc import ABC, abstractmethod

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Passage(ABC):
    """Middleware for requests and sockets; the beginning and end of a server go past it.

    Args:
        app: What is behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        asks = scope["type"] in ("http", "websocket")
        await (self._pass if asks else self._app)(scope, receive, send)

    @abstractmethod
    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or socket through to :attr:`_app`, changed as is needed."""


def is_for_a_page(scope: Scope) -> bool:
    """Whether a browser asks for something to look at, and not for what a page fetches by itself."""
    return scope["type"] == "http" and "text/html" in Headers(scope=scope).get("accept", "")


def saying(scope: Scope, header: str, value: str) -> Scope:
    """A request with one header of this name, whatever it said by it itself."""
    others = [(name, text) for name, text in scope["headers"] if name.decode("latin-1").lower() != header]
    return {**scope, "headers": [*others, (header.encode("latin-1"), value.encode("latin-1"))]}


def with_cookie(send: Send, cookie: str) -> Send:
    """What sends an answer that gives the browser a cookie, as the header ``set-cookie`` says it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return sending
