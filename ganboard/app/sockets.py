"""How every socket of ours begins."""

from __future__ import annotations

from starlette.websockets import WebSocket

from ganboard.app.origin import same_origin
from ganboard.i18n import best_language


async def opened(socket: WebSocket) -> str | None:
    """Open a socket to a page of ours: ``?lang=zh`` says in which language it is answered.

    Returns:
        The code of that language. None where a page of somebody else's asks: the socket is closed.
    """
    if not await same_origin(socket):
        await socket.close(1008)
        return None
    await socket.accept()
    return best_language(socket.query_params.get("lang"))
