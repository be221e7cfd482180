"""Where a page finds what it fetches by itself, and where its links lead.

All addresses are relative to the page's own, and every page lies in one folder. So they hold whatever stands between browser
and server: ``server.baseUrlPath``, a proxy that takes a prefix away or adds one, a frame of another site.
"""

from __future__ import annotations

from ganboard.i18n import N_

BASE = "ganboard"
"""The first part of the address of everything that is not Streamlit's."""
UNREACHABLE = N_(
    "This part of the page cannot reach the server at {address}. It goes on trying. If that does not help: what stands between "
    "browser and server must pass on all addresses below it, WebSockets too."
)
"""What a part of the page says after some tries; its JavaScript fills in the address."""


def base() -> str:
    """The path of our own addresses, relative to a page's."""
    return BASE
