"""Addresses at which there is no page, such as a mistyped one: they lead to the first page, which says so.

Streamlit would say so in a box of its own, in English, and an address with folders in it (``/train/digits``) would stay empty.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ganboard.app.middleware import Passage, is_for_a_page
from ganboard.app.paths import BASE
from ganboard.app.prose import DEFAULT, pages
from ganboard.errors import short

NAMES = {*pages()} - {DEFAULT}
"""Of the pages that have an address of their own."""
NO_PAGES = {BASE, "_stcore", "app", "auth", "component", "media", "oauth2callback", "static"}
"""The first folders of all addresses that are no page's: ours and Streamlit's."""
KEPT = ("lang", "present")
"""What an address says of the visitor, and not of the page."""
NO_SUCH_PAGE = "missing"
"""The name under which the first page is told what was asked for."""


class UnknownPages(Passage):
    """Middleware: sends a browser that asks for a page that is not there to the first one.

    Args:
        app: What is behind.
        path: Where the first page lies, such as ``"/"``.
    """

    def __init__(self, app: ASGIApp, path: str = "/") -> None:
        super().__init__(app)
        self._folder = f"{path.rstrip('/')}/"

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_for_a_page(scope) and scope["path"].startswith(self._folder):
            asked = Request(scope).query_params
            where = leads(scope["path"].removeprefix(self._folder), dict(asked))
            if where is not None:
                await RedirectResponse(where)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def leads(path: str, query: dict[str, str]) -> str | None:
    """Where an address leads, relative to itself, so that it holds below any path that a proxy adds or takes away.

    Args:
        path: Below the first page, without a slash at its beginning.
        query: What it asks for.

    Returns:
        None where there is something at the address, or may be.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] in NO_PAGES or "." in parts[-1] or path in NAMES:
        return None
    up = "../" * path.count("/") or "./"
    if len(parts) == 1 and (name := parts[0].lower()) in NAMES | {DEFAULT}:
        to = name if name in NAMES else ""
        return f"{up}{to}{'?' if query else ''}{urlencode(query)}"
    kept = {name: query[name] for name in KEPT if name in query}
    return f"{up}?{urlencode(kept | {NO_SUCH_PAGE: short('/'.join(parts))})}"
