"""Who has which run open. A tab counts as long as its Streamlit session lives, seen or hidden: no timer of the browser's is asked.

The engine pauses what nobody has open for long; see ``engine.protocol.Limits.idle``.
"""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ganboard.app.connection import engine
from ganboard.app.session import _
from ganboard.errors import GANBoardError

ROUND_SECONDS = 5.0
"""From one look at the sessions to the next."""
MOST = 1000
"""Sessions remembered before those that ended are forgotten."""

_open: dict[str, tuple[str, ...]] = {}
"""Which runs a session has open: session id -> run ids."""


def note(*run_ids: str | None) -> None:
    """Remember which runs this session has on its page, whichever page that is; None stands for none."""
    context = get_script_run_ctx()
    if context is None:
        return
    if found := tuple(run_id for run_id in run_ids if run_id):
        _open[context.session_id] = found
    else:
        _open.pop(context.session_id, None)


def is_open(session_id: str) -> bool:
    """Whether the tab of a session is open."""
    return runtime.exists() and runtime.get_instance().is_active_session(session_id)


def runs_open() -> list[str]:
    """The runs that living sessions have open."""
    if not runtime.exists():
        return []
    living = runtime.get_instance().is_active_session
    if (
        len(_open) > MOST
    ):  # else a session that lost its connection is kept: when it comes back, its script need not run
        for session in [session for session in list(_open) if not living(session)]:
            _open.pop(session, None)
    return sorted({run_id for session, run_ids in list(_open.items()) if living(session) for run_id in run_ids})


async def attend() -> None:
    """Tell the engine again and again which runs are open, as long as the server lives."""
    while True:
        await asyncio.sleep(min(ROUND_SECONDS, engine().limits.idle / 3))
        with suppress(GANBoardError):  # the engine is being started again, or given up: a page says so
            await run_in_threadpool(lambda: engine().attend(runs_open()))


def promise() -> str:
    """How long a training goes on, in words for whoever is about to start one."""
    minutes = engine().limits.idle / 60
    if math.isinf(minutes):
        return _("It trains to its end, even if nobody has it open.")
    return _(
        "It trains on as long as a browser tab has it open, in the background too. If none has for {minutes} min, it pauses."
    ).format(minutes=f"{minutes:g}")
