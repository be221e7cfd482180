"""The link of a room as a picture that a phone's camera reads."""

from __future__ import annotations

import io

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ganboard.app.paths import BASE

LONGEST = 400
"""Characters of a link at most; more make a code that no phone reads across a room."""


async def code(request: Request) -> Response:
    """``GET code.svg?link=``: the QR code (ISO/IEC 18004) of a link, SVG; 404 for what is no link, or too long."""
    link = request.query_params.get("link", "")
    if not link.startswith(("http://", "https://")) or len(link) > LONGEST:
        return Response(status_code=404)
    made = io.BytesIO()
    segno.make(link, error="m", micro=False).save(made, kind="svg", border=2, light="#fff", omitsize=True)
    return Response(made.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


ROUTES = [Route(f"/{BASE}/code.svg", code)]
