"""Which pages are ours, also behind a proxy that tells the server another host than the page's address has.

A socket is open to pages of any site, so Streamlit compares the page's origin with the host that was asked. A proxy that
rewrites ``Host`` makes them differ, and the page would stay blank. So what leaves here takes a cookie along that browsers send
back from pages of the same site alone; who brings it is believed that the origin is the host.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send
from streamlit.web.server.server_util import is_url_from_allowed_origins

from ganboard.app.middleware import Passage, saying, with_cookie

COOKIE = "ganboard_site"
SET = f"{COOKIE}=1; Path=/; HttpOnly; SameSite=Strict"


class OneSite(Passage):
    """Middleware: gives browsers the cookie, and requests that bring it the host that their page was opened at."""

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        known, origin = COOKIE in request.cookies, _host(request.headers.get("origin", ""))
        if known and origin:
            scope = saying(scope, "host", origin)
        await self._app(scope, receive, send if known else with_cookie(send, SET))


async def same_origin(socket: HTTPConnection) -> bool:
    """Whether a socket was opened, or a request sent, by a page of ours: one that Streamlit's own socket answers too.

    Also where a browser keeps no cookie, the rule and its options are Streamlit's: ``browser.serverAddress``,
    ``server.corsAllowedOrigins``.
    """
    origin = socket.headers.get("origin")
    if not origin or _host(origin) == socket.headers.get("host"):
        return True
    return await run_in_threadpool(is_url_from_allowed_origins, origin)


def _host(origin: str) -> str:
    """The host and port of an origin; empty where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
