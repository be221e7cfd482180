"""What a browser may keep, but asks about each time: a line is the answer where nothing changed.

A browser that gets a script in full again also forgets what it compiled of it.
"""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def tagged(request: Request, data: bytes, kind: str, cache: str = "no-cache") -> Response:
    """An answer with a tag of its content; 304 and nothing more to who has just that.

    Args:
        request: May say in ``If-None-Match`` which tags the browser has; a proxy that compresses may have called them weak.
        data: The content.
        kind: Its media type.
        cache: Who may keep it. Starlette's ``FileResponse`` gives tags, too, but never looks at those that come back.
    """
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"Cache-Control": cache, "ETag": tag}
    known = request.headers.get("if-none-match", "").split(",")
    if tag in (each.strip().removeprefix("W/") for each in known):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=kind, headers=headers)
