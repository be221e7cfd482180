"""Links of the time when Train was the first page: ``/?run=...`` leads to ``/train?run=...``.

Here, before a page is loaded, and not in the page's script: a script that goes to another page has drawn the first one already.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ganboard.app.controls import KNOWN
from ganboard.app.middleware import Passage

TRAIN = KNOWN | {"run", "race", "preset"}
"""What an address says that means the Train page."""
START = "world"
"""What an address always says where the Start page wrote it."""


class OldLinks(Passage):
    """Middleware: sends who asks for the first page, but means another, there.

    Args:
        app: What is behind.
        path: Where the first page lies, such as ``"/"``.
    """

    def __init__(self, app: ASGIApp, path: str = "/") -> None:
        super().__init__(app)
        self._paths = {path, f"{path.rstrip('/')}/"}

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in self._paths:
            asked = Request(scope).query_params
            if START not in asked and TRAIN & asked.keys():
                # Relative, so that it holds below any path that stands before ours; "/class" lies in the folder above "/class/".
                folder = scope["path"].rpartition("/")[2]
                train = f"./{folder}/train" if folder else "./train"
                await RedirectResponse(f"{train}?{Request(scope).url.query}")(scope, receive, send)
                return
        await self._app(scope, receive, send)
