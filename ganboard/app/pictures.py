"""Pictures as addresses that need no request."""

from __future__ import annotations

import base64


def data_url(picture: bytes, kind: str = "png") -> str:
    """A picture file as a ``data:`` address."""
    return f"data:image/{kind};base64," + base64.b64encode(picture).decode()
