"""Where a page finds what it fetches by itself, and where its links lead.

All addresses are relative to the page's own, and every page lies in one folder. So they hold whatever stands between browser
and server: ``server.baseUrlPath``, a proxy that takes a prefix away or adds one, a frame of another site.
"""

from __future__ import annotations

from pathlib import Path

from ganboard.i18n import N_

PAGES = Path(__file__).resolve().parent / "pages"
"""Where the pages' scripts lie."""
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


def page_file(name: str) -> str:
    """A page's script, whole: Streamlit takes a part of a path from where its front door lies, of which there are two.

    Args:
        name: The page's plain id, ``"train"``.
    """
    return str(PAGES / f"{name}.py")
