"""Which browser asks. There are no accounts here: a browser is known by a secret in a cookie, the same in all its tabs.

So who began something is known after a reload, in another tab and after the server was started again. Scripts cannot read the
cookie; whoever has it is that browser, and a browser that lost its cookies is another one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ganboard.app.middleware import Passage, saying, with_cookie

COOKIE = "ganboard_browser"
SET = "{cookie}={secret}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
"""Lax: who comes by a link from elsewhere brings it along, or would get another one in its place."""
FRAMED = "{cookie}={secret}; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=None; Partitioned"
"""In a frame of another site a browser keeps no other kind, and this one for this frame alone. Over plain http it keeps none."""
SECRET = re.compile(r"[0-9a-f]{32}")
HERE = "x-ganboard-here"
"""The header that tells a page's script whether the browser is on this computer; what a browser says by this name is dropped."""
LOCAL = re.compile(r"localhost|127(\.\d+){3}|::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers of a proxy: then the address that asks is the proxy's."""


@dataclass(frozen=True)
class Browser:
    """Who asks.

    Attributes:
        secret: What it is known by; empty where it keeps no cookie.
        here: Whether it runs on the computer that the server runs on.
        server: Whether it is no browser, but the server's own work.
    """

    secret: str = ""
    here: bool = False
    server: bool = False


_asking: ContextVar[Browser | None] = ContextVar("asking", default=None)


def asking() -> Browser:
    """The browser for which a script runs or a request is answered. One that nothing is known of where there is none."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _asking.get() or Browser()
    return Browser(_secret(str(st.context.cookies.get(COOKIE))), st.context.headers.get(HERE) == "1")


@contextmanager
def as_server() -> Iterator[None]:
    """What is asked for in this block is the server's own work."""
    before = _asking.set(Browser(server=True))
    try:
        yield
    finally:
        _asking.reset(before)


class Known(Passage):
    """Middleware: gives every browser its secret, and tells what is behind who asks."""

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        browser = Browser(_secret(request.cookies.get(COOKIE, "")), _is_here(request))
        # With the page alone: what it asks for next comes at once, and each answer would bring another secret.
        page = request.headers.get("sec-fetch-dest", "document") in ("document", "iframe")
        if page and not browser.secret:
            kind = FRAMED if _is_framed(request) else SET
            send = with_cookie(send, kind.format(cookie=COOKIE, secret=secrets.token_hex(16)))
        before = _asking.set(browser)
        try:
            await self._app(saying(scope, HERE, "1" if browser.here else "0"), receive, send)
        finally:
            _asking.reset(before)


def _secret(text: str) -> str:
    return text if SECRET.fullmatch(text) else ""


def _is_framed(request: HTTPConnection) -> bool:
    """Whether a page is asked for by a frame in a page of another site; browsers say so where an address is safe (https)."""
    asked = request.headers
    return asked.get("sec-fetch-dest") == "iframe" and asked.get("sec-fetch-site") == "cross-site"


def _is_here(request: HTTPConnection) -> bool:
    headers = request.headers
    if any(name in headers for name in FORWARDED) or request.client is None:
        return False
    origin = headers.get("origin")
    hosts = [request.client.host, _host(f"//{headers.get('host', '')}"), *([_host(origin)] if origin else [])]
    return all(LOCAL.fullmatch(host) for host in hosts)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
