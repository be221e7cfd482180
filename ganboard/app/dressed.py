"""Our stylesheet in Streamlit's page itself, so that the page stands in its places before anything is drawn on it.

Drawn by a script (``st.html``) it comes later than what it lays out: the header's switches stood in the text first, and all below
them jumped when it came.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from ganboard.app.components import at_least
from ganboard.app.middleware import Passage, is_for_a_page

HERE = Path(__file__).parent
STYLES = (HERE / "style.css", HERE / "quality" / "style.css")
"""Of all pages, and of those that show how good a generator is."""
BODY = re.compile(rb"<body[^>]*>")
"""Behind it the stylesheet begins: where two rules weigh the same, the later one counts. Streamlit adds its own to the head, and
what a page draws later (``present.css``) counts more than this."""
PLAIN = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
"""Headers that are left out of what is asked: the whole page is wanted, and not packed."""


class Dressed(Passage):
    """Middleware: puts the stylesheet into every page that a browser asks for."""

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_for_a_page(scope):
            await self._app(scope, receive, send)
            return
        begun: list[Message] = []
        body = bytearray()

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                    begun.append(message)
                else:
                    await send(message)
                return
            if not begun:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            whole = BODY.sub(lambda found: found[0] + _style(), bytes(body), count=1)
            headers = MutableHeaders(scope=begun[0])
            for name in ("etag", "last-modified"):  # of the page without it
                del headers[name]
            if body:  # else only the head was asked for
                headers["content-length"] = str(len(whole))
            await send(begun[0])
            await send({"type": "http.response.body", "body": whole})

        await self._app(
            {**scope, "headers": [each for each in scope["headers"] if each[0] not in PLAIN]}, receive, dress
        )


@cache
def _style() -> bytes:
    css = "".join(file.read_text(encoding="utf-8") for file in STYLES)
    return f"\n  <style>{at_least(css)}</style>".encode()
