"""Takes turns among the live runs, obeys orders between turns, and keeps within the limits."""

from __future__ import annotations

import heapq
import queue
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from ganboard.engine.failure import in_words, is_of_disk, write_log
from ganboard.engine.lanes import pause, to_show
from ganboard.engine.live import Branch, Live
from ganboard.engine.mates import together
from ganboard.engine.orders import EXPLORE, FIRST, WAKE, Order
from ganboard.engine.protocol import ACTIVE, Limits, View
from ganboard.engine.table import Table
from ganboard.errors import EngineError, GANBoardError
from ganboard.i18n import N_, message
from ganboard.run_checkpoints import lost_message
from ganboard.studio import Studio

UNWATCHED = N_("Paused, because nobody had it open for {minutes} min. Press Resume to go on.")
CLOSED = N_("Paused, because GANBoard was closed. Press Resume to go on.")
FAILED = N_("The command {name} failed: {problem}.")
TENDING = 0.5
"""Seconds between two looks at the limits."""


class Scheduler:
    """The one who decides what is computed next.

    :meth:`serve` runs in the one thread that computes. Every other public method may be called from any thread and
    waits for no computation.

    Args:
        root: Where the runs lie.
        limits: What is allowed.
    """

    def __init__(self, root: Path, limits: Limits) -> None:
        self._arrivals: queue.SimpleQueue[tuple[Order, ...]] = (
            queue.SimpleQueue()
        )  # may be filled from a signal handler
        self._orders: list[Order] = []
        self._numbers = count(1)
        self._table = Table(root, limits, wake=self._wake, refuse=self._refuse)
        self._studio = Studio(root)
        self._tended_at = 0.0
        self._closing = threading.Event()
        self.serving = False
        """Whether the computing thread is at work, TensorFlow being loaded."""

    # From any thread

    def submit(self, run_id: str, adopted: bool = False) -> None:
        """Take a run in and train it, at once or when a place is free. A client whose engine died may ask twice.

        Raises:
            RunError: there is no such run.
        """
        self._table.take_in(run_id, running=True, adopted=adopted)

    def enter(self, run_ids: list[str]) -> None:
        """Take the runs of a race in, all before one of them has a turn.

        Raises:
            RunError: one of them is not there.
        """
        with self._table.lock:
            for run_id in run_ids:
                self._table.take_in(run_id, running=True)

    def watch(self, run_id: str, newer_than: int) -> View | None:
        """What is visible of a run; None if it is not here."""
        live = self._table.visible(run_id)
        if live is None:
            return None
        live.watched_at = time.monotonic()
        return live.mailbox.view.since(newer_than)

    def attend(self, run_ids: list[str]) -> None:
        """Note that somebody has these runs open, whether or not they are looked at."""
        for run_id in run_ids:
            live = self._table.get(run_id)
            if live is not None:
                live.open_at = time.monotonic()

    def runs(self) -> list[dict[str, Any]]:
        """The runs that are here."""
        return [{"id": live.run.id, "state": live.state, "step": live.mailbox.view.step} for live in self._table.all()]

    def order(self, name: str, run_id: str, priority: int = 0, **arguments: Any) -> Order:
        """Have something done between turns.

        Args:
            name: One of ``orders.COMMANDS``.
            run_id: With which run.
            priority: What is lower goes first.
            **arguments: Of the command.

        Raises:
            RunError: there is no such run.
            EngineError: it is in a race, which does not allow this.
        """
        mates = together(name, self._table.find(run_id), self._table)
        order = Order(priority, next(self._numbers), name, run_id, arguments)
        for_mates = [Order(priority, next(self._numbers), name, mate, dict(arguments), unheard=True) for mate in mates]
        self._arrivals.put((order, *for_mates))  # at once: nobody in a race has a turn while another is told already
        return order

    def explore(self, **arguments: Any) -> Order:
        """Have a question of the explorer answered before the next turn; see ``EngineClient.explore``."""
        self.attend([str(arguments.get("source"))])
        order = Order(FIRST, next(self._numbers), EXPLORE, "", arguments)
        self._arrivals.put((order,))
        return order

    @property
    def asked(self) -> bool:
        """Whether there is anything to do, or a run that may soon give something to do."""
        return not self._arrivals.empty() or bool(self._table.all())

    def close(self) -> None:
        """Have :meth:`serve` save everything and return."""
        self._closing.set()
        self._wake()

    def _wake(self) -> None:
        self._arrivals.put((Order(0, 0, WAKE, ""),))

    # The computing thread

    def serve(self) -> None:
        """Train until :meth:`close`, then save all runs."""
        self.serving = True
        while not self._closing.is_set():
            turn = self._table.next()
            self._collect(wait=turn is None)
            while self._orders and not self._closing.is_set():
                self._obey(heapq.heappop(self._orders))
            if time.monotonic() - self._tended_at > TENDING:
                self._tend()
            if turn is not None and turn[0].busy:
                live, stint = turn
                self._guarded(live, partial(live.work, stint))
                for each in to_show(self._table.beside(live)):
                    self._guarded(each, each.show)
        self.park()

    def park(self) -> None:
        """Write down every run that moves as paused, with a checkpoint of where it is."""
        self._table.cancel_loading()
        for live in self._table.all():
            self._guarded(live, partial(live.park, message(CLOSED)))

    def _collect(self, wait: bool) -> None:
        try:
            while True:
                idle = wait and not self._orders
                for order in self._arrivals.get(timeout=TENDING if idle else 0.0):
                    heapq.heappush(self._orders, order)
        except queue.Empty:
            return

    def _guarded(self, live: Live, action: Callable[[], None]) -> None:
        try:
            action()
        except Exception as error:  # whatever it is, it ends this run only
            live.fail(error)
            self._table.refuse_all(live, error)
        if live.recording is None:
            self._table.forget(live)
            return
        orders, live.pending = live.pending, []
        for order in orders:
            self._obey(order)

    def _tend(self) -> None:
        """Keep within the limits."""
        self._tended_at = now = time.monotonic()
        idle = self._table.limits.idle
        for live in self._table.all():
            open_at = max(max(each.watched_at, each.open_at) for each in (live, *self._table.beside(live)))
            if live.recording is not None and live.running and now - open_at > idle:
                self._guarded(live, partial(live.leave, message(UNWATCHED, minutes=f"{idle / 60:g}")))
        for live in self._table.leaving():
            self._guarded(live, partial(self._table.unload, live))
        self._table.settle()
        self._table.admit()

    # Orders

    def _obey(self, order: Order) -> None:
        if order.name == WAKE:
            return
        try:
            if order.name == EXPLORE:
                order.reply.set_result(self._explore(**order.arguments))
                return
            if order.name == "export":
                order.reply.set_result(self._export(order.run_id, **order.arguments))
                return
            live = self._for(order)
            if live is not None and order.name == "pause":
                pause(live, self._table.beside(live))
                order.reply.set_result(None)
            elif live is not None:
                order.reply.set_result(self._branched(getattr(live, order.name)(**order.arguments)))
            elif order.name in ("pause", "end"):
                self._rest_unloaded(order)
                order.reply.set_result(None)
        except Exception as error:  # the answer, whatever it is, must reach the one who waits
            self._refuse(order, error)

    def _branched(self, answer: Any) -> Any:
        """What a run answered. A branch of it takes its place: it trains on if the run did, which rests now."""
        if isinstance(answer, Branch):
            self._table.take_in(answer.run_id, running=answer.running)
            return answer.run_id
        return answer

    def _for(self, order: Order) -> Live | None:
        """The run an order is for. None if it has no networks yet: then the order waits, unless it needs none."""
        table = self._table
        live = table.get(order.run_id)
        if live is not None and live.recording is not None and table.replaced(live):
            live.release()  # nothing of it may be written into the other's folder
            table.forget(live)
            live = None
        if (
            live is not None
            and live.ended
            and order.name in ("resume", "advance", "rewind", "slowly")
            and table.places() < 1
        ):
            table.unload(live)
            live = None
        if live is not None and live.recording is not None:
            return live
        if order.name not in ("pause", "end"):
            with table.lock:  # so that it cannot fail and be forgotten in between
                table.take_in(order.run_id, running=False).pending.append(order)
        return None

    def _rest_unloaded(self, order: Order) -> None:
        """Pause or end a run that has no networks here."""
        state = "paused" if order.name == "pause" else "stopped"
        live = self._table.cancel(order.run_id)
        if live is not None:
            live.enter(state)
            if live.data is not None:  # else its images are still being loaded, and who loads them lets go
                live.release()
            self._table.refuse_all(live, EngineError(N_("Another command came first.")))
            return
        run = self._table.find(order.run_id)
        if run.status()["state"] in (ACTIVE if order.name == "pause" else (*ACTIVE, "paused")):
            lock = run.acquire()
            try:
                run.update(state=state, until=None)
            finally:
                lock.release()

    def _refuse(self, order: Order, error: Exception) -> None:
        if not isinstance(error, GANBoardError):
            if not is_of_disk(error):
                write_log(error)
            error = EngineError.saying(in_words(error, self._table.root, FAILED, name=order.name))
        if not order.reply.done():
            order.reply.set_exception(error)
        live = self._table.get(order.run_id)
        if order.unheard and live is not None:
            live.mailbox.notify(error.message)

    def _explore(self, question: str, source: str, step: int | None, asked: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        head, pictures = self._studio.answer(question, source, step, asked)
        training = any(live.recording is not None and live.running for live in self._table.all())
        return {**head, "took": time.perf_counter() - begun, "training": training}, pictures

    def _export(self, run_id: str, step: int | None, form: str, options: dict[str, str]) -> bytes:
        from ganboard.export import export_keras, export_poster

        live = self._table.get(run_id)
        if live is not None and step is None:
            live.save_if_needed()
        with tempfile.TemporaryDirectory() as folder:
            path, run = Path(folder) / f"export.{form}", self._table.find(run_id)
            if form == "poster":
                checkpoint = export_poster(run, path, step, **options, studio=self._studio)
            else:
                checkpoint = export_keras(run, path, step)
            if lost := lost_message(checkpoint):
                (live.mailbox if live else run).notify(lost)  # a download shows nothing but itself
            return path.read_bytes()
