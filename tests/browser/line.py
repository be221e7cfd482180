"""A page's line to the engine or to Streamlit, whose answers can be held back: so that it waits as long as one looks."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute


class Line:
    """The line of a page that is opened after this was made. It moves only while the test asks something of the page.

    Attributes:
        holds: Whether answers are held back that come from now on.
        held: How many are.
    """

    def __init__(self, page: Page, holds: bool = False, path: str = "/ganboard/explore") -> None:
        self.holds = holds
        self._kept: list[tuple[WebSocketRoute, str | bytes]] = []
        page.route_web_socket(re.compile(path), self._carry)

    def _carry(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server().on_message(lambda told: self._hear(socket, told))

    def _hear(self, socket: WebSocketRoute, told: str | bytes) -> None:
        if self.holds:
            self._kept.append((socket, told))
        else:
            socket.send(told)

    @property
    def held(self) -> int:
        return len(self._kept)

    def next(self) -> None:
        """The first answer that was held back arrives."""
        socket, told = self._kept.pop(0)
        socket.send(told)

    def let_go(self) -> None:
        """What was held back arrives, and so does what comes."""
        self.holds = False
        while self._kept:
            self.next()
