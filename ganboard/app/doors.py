"""What stands around Streamlit at every front door: our addresses, what each request passes, and the engine's life.

There are two doors, ``streamlit_app.py`` in a folder and ``ganboard/app/front/front_door.py`` where it is installed.
"""

from __future__ import annotations

from typing import Any

from starlette.middleware import Middleware

from ganboard.app.broken import tell
from ganboard.app.browsers import Known
from ganboard.app.dressed import Dressed
from ganboard.app.old_links import OldLinks
from ganboard.app.origin import OneSite
from ganboard.app.routes import lifespan, root, routes
from ganboard.app.unknown_pages import UnknownPages


def around() -> dict[str, Any]:
    """What ``st.App`` is given besides the script."""
    return {
        "routes": routes(),
        "middleware": [
            Middleware(Known),
            Middleware(OneSite),
            Middleware(OldLinks, root()),
            Middleware(UnknownPages, root()),
            Middleware(Dressed),
        ],
        "lifespan": lifespan,
        "on_script_error": tell,
    }
