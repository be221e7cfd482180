"""The line of the page "You against the judge": pairs without answers go out, guesses come in, and what came of them goes out.

JSON text both ways. A page begins with ``{"enter": {"token", "source", "room", "watch"}}``. Who plays gets ``{"round"}``, then
``{"pair"}`` after ``{"pair"}``, some ahead; says ``{"guess": [number, side]}`` and gets ``{"judged", "score"}``; and says
``{"on": true}`` for another round. Who watches a room gets ``{"class"}`` whenever it is another. Between, ``{"wait"}``,
``{"problem"}`` and ``{"over"}`` hold a sentence: soon, maybe later, and never.
"""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from ganboard.app.exchange import OURS
from ganboard.app.paths import BASE
from ganboard.app.quiz import classrooms, rounds
from ganboard.app.quiz.rounds import Round
from ganboard.app.quiz.score import score
from ganboard.app.quiz.stock import NotYetError
from ganboard.app.sockets import opened
from ganboard.errors import GANBoardError, reason
from ganboard.i18n import N_, render, translations

LONGEST = 1_000
"""Characters of what a page says."""
SOON, LATER = 0.4, 2.0
"""Seconds until a pair that was not ready, or could not be had, is asked for again."""
LOOK = 0.7
"""Seconds between two looks at a room."""
TAKEN = N_("This round goes on in another tab.")
DEALERS = ThreadPoolExecutor(4, "quiz")
"""Threads of our own: a whole class that waits for the engine keeps no other page's requests waiting."""
Translate = Callable[[str], str]


async def quiz(socket: WebSocket) -> None:
    """Serves one page: ``/ganboard/quiz?lang=zh``."""
    language = await opened(socket)
    if language is None:
        return
    translate = translations(language).gettext
    with suppress(WebSocketDisconnect, RuntimeError):  # the page is gone
        asked = _read(await socket.receive_text()).get("enter")
        if not isinstance(asked, dict):
            await socket.close(1008)
            return
        room = classrooms.room_of(str(asked["room"])) if asked.get("room") else None
        if asked.get("room") and room is None:
            await _say(socket, {"over": translate(classrooms.ENDED)})
        elif room is not None and asked.get("watch"):
            await _watch(socket, room, translate)
        else:
            source = str(asked.get("source")) if room is None else room.source
            try:
                await _play(socket, rounds.enter(asked.get("token"), source, room), translate)
            except GANBoardError as error:
                await _say(socket, {"over": render(error.message, translate)})


async def _play(socket: WebSocket, round: Round, translate: Translate) -> None:
    me = round.holder = object()
    wake = asyncio.Event()
    await _say(socket, {"round": _about(round), "score": score(round.guesses, translate)})
    dealer = asyncio.create_task(_deal(socket, round, wake, me, translate))
    try:
        while True:
            said = _read(await socket.receive_text())
            if round.holder is not me:
                await _say(socket, {"over": translate(TAKEN)})
                return
            if round.classroom is not None and round.classroom.ended:
                await _say(socket, {"over": translate(classrooms.ENDED)})
                return
            if isinstance(said.get("guess"), list) and len(said["guess"]) == 2:
                judged = round.guess(*said["guess"])
                await _say(socket, {"judged": judged, "score": score(round.guesses, translate)})
            elif said.get("on"):
                round.go_on()
                await _say(socket, {"round": _about(round)})
            wake.set()
    finally:
        dealer.cancel()
        if round.holder is me:
            round.holder = None


async def _deal(socket: WebSocket, round: Round, wake: asyncio.Event, me: object, translate: Translate) -> None:
    sent: set[int] = set()  # over this line: a tab that comes back gets again what it has not guessed
    with suppress(WebSocketDisconnect, RuntimeError):
        while round.holder is me:
            for pair in round.laid():
                if pair["number"] not in sent:
                    sent.add(pair["number"])
                    await _say(socket, {"pair": pair})
            if not round.hungry:
                wake.clear()
                await wake.wait()
                continue
            try:
                await asyncio.get_running_loop().run_in_executor(DEALERS, round.deal)
                continue
            except NotYetError as error:
                said, pause = {"wait": render(error.message, translate)}, SOON
            except GANBoardError as error:
                said, pause = {"problem": render(error.message, translate)}, LATER
            except Exception as error:  # a bug of ours, which must not leave the page waiting
                traceback.print_exception(error)
                said, pause = {"problem": translate(OURS).format(problem=reason(error))}, LATER
            await _say(socket, said)
            await asyncio.sleep(pause)


async def _watch(socket: WebSocket, room: classrooms.Classroom, translate: Translate) -> None:
    shown: tuple[int, int] | None = None
    while not room.ended:
        players, guesses = room.look()
        if shown != (players, len(guesses)):
            shown = players, len(guesses)
            await _say(socket, {"class": {"players": players, **score(guesses, translate, of_class=True)}})
        with suppress(TimeoutError):  # the page says nothing; this ends when it leaves
            await asyncio.wait_for(socket.receive_text(), LOOK)
    await _say(socket, {"over": translate(classrooms.ENDED)})


def _about(round: Round) -> dict[str, Any]:
    return {"token": round.token, "wanted": round.wanted, "open": [pair["number"] for pair in round.laid()]}


async def _say(socket: WebSocket, said: dict[str, Any]) -> None:
    await socket.send_text(json.dumps(said, allow_nan=False))


def _read(text: str) -> dict[str, Any]:
    """What the page said; nothing where it is not what our page says."""
    try:
        said = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        said = None
    return said if isinstance(said, dict) else {}


ROUTES = [WebSocketRoute(f"/{BASE}/quiz", quiz)]
