"""The runs that the engine holds: taken in, loaded when there is a place, let go of."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ganboard.engine.lanes import lanes, turn_of
from ganboard.engine.live import Live
from ganboard.engine.orders import Order
from ganboard.engine.protocol import Limits
from ganboard.errors import RunError
from ganboard.i18n import N_
from ganboard.race.turns import Stint
from ganboard.run_data import load
from ganboard.runs import Run, find_run


class Table:
    """Run id -> :class:`Live`. Any thread may call what is not said to belong to the computing one.

    Args:
        root: Where the runs lie.
        limits: What is allowed.
        wake: Called when a run's images are loaded.
        refuse: Called for each order that waited for a run which cannot be had.
    """

    def __init__(
        self, root: Path, limits: Limits, wake: Callable[[], None], refuse: Callable[[Order, Exception], None]
    ) -> None:
        self.limits = limits
        self.lock = threading.RLock()
        """Never held while anything is computed or loaded."""
        self.root = root
        """Where the runs lie."""
        self._wake, self._refuse = wake, refuse
        self._lives: dict[str, Live] = {}
        self._unsettled: dict[str, Live] = {}
        self._last = ""

    def get(self, run_id: str) -> Live | None:
        """A run that is here."""
        return self._lives.get(run_id)

    def visible(self, run_id: str) -> Live | None:
        """A run that is here, or that failed and whose folder cannot say so because the disk refuses it."""
        return self._lives.get(run_id) or self._unsettled.get(run_id)

    def all(self) -> list[Live]:
        """The runs that are here, in the order in which they came."""
        with self.lock:
            return list(self._lives.values())

    def find(self, run_id: str) -> Run:
        """The folder of a run, here or not.

        Raises:
            RunError: there is none.
        """
        return find_run(self.root, run_id)

    def replaced(self, live: Live) -> bool:
        """Whether the folder is another run's by now: this one was deleted, and one was begun under its name."""
        begun = live.run.begun()
        return begun is not None and begun != live.mailbox.view.created

    def next(self) -> tuple[Live, Stint | None] | None:
        """The run whose turn it is and how far that may go, or None if all rest. Lanes take turns."""
        with self.lock:
            found = lanes(self._lives.values())
            names = list(found)
            start = names.index(self._last) + 1 if self._last in names else 0
            for name in names[start:] + names[:start]:
                if turn := turn_of(found[name]):
                    self._last = name
                    return turn
        return None

    def beside(self, live: Live) -> list[Live]:
        """The runs of its lane that are here, itself among them."""
        with self.lock:
            return next((lane for lane in lanes(self._lives.values()).values() if live in lane), [])

    def watched(self, live: Live) -> bool:
        """Whether somebody looked lately."""
        return time.monotonic() - live.watched_at < self.limits.lease

    def places(self) -> int:
        """How many runs more may be loaded."""
        with self.lock:
            return self.limits.live - sum(not (live.queued or live.ended) for live in self._lives.values())

    def take_in(self, run_id: str, running: bool, adopted: bool = False) -> Live:
        """A run, here already or taken in now; its images load in a thread when there is a place.

        Args:
            run_id: The run.
            running: Whether it shall train then.
            adopted: Whether an engine that died had it.

        Raises:
            RunError: there is no such run.
        """
        run = self.find(run_id)
        with self.lock:
            if run_id not in self._lives:
                self._unsettled.pop(run_id, None)
                self._lives[run_id] = Live(run, running, adopted)
                self.admit()
            return self._lives[run_id]

    def admit(self) -> None:
        """Load waiting runs while there are places."""
        with self.lock:
            for live in [live for live in self._lives.values() if live.queued][: max(0, self.places())]:
                live.queued = False
                try:
                    threading.Thread(target=self._load, args=[live], daemon=True).start()
                except RuntimeError:  # the system gives no thread now: it waits
                    live.queued = True
                    return
                live.mailbox.publish(state="preparing")

    def _load(self, live: Live) -> None:
        def progress(part: float) -> None:
            if live.cancelled:
                raise RunError(N_("Loading was stopped."))
            if part - (live.mailbox.view.progress or 0.0) >= 0.01:
                live.mailbox.publish(progress=part)

        try:
            live.lock = live.run.acquire()
        except Exception as error:
            if isinstance(error.__cause__, OSError):  # otherwise the folder is another's: nothing may be written there
                live.fail(error)
            self.refuse_all(live, error)
            return
        try:
            with self.lock:  # one that is given up at this moment must keep the state it was given
                if live.running and not live.cancelled:
                    live.run.update(state="preparing")
            data = load(live.run, progress)
        except Exception as error:
            if not live.cancelled:
                live.fail(error)
            live.release()
            self.refuse_all(live, error)
            return
        with self.lock:
            live.data = data
            if live.cancelled:
                live.release()
        self._wake()

    def cancel(self, run_id: str) -> Live | None:
        """Give up a run that is not loaded yet; None if it is not here."""
        with self.lock:
            live = self._lives.pop(run_id, None)
            if live is not None:
                live.cancelled = True
            return live

    def cancel_loading(self) -> None:
        """Give up every run that is being loaded; they stay here, to be written down."""
        with self.lock:
            for live in self._lives.values():
                live.cancelled = live.recording is None

    def refuse_all(self, live: Live, error: Exception) -> None:
        """Answer the orders that wait for a run with an error, and forget the run if it has no networks."""
        with self.lock:
            orders, live.pending = live.pending, []
            if live.recording is None:
                self.forget(live)
        for order in orders:
            self._refuse(order, error)

    def forget(self, live: Live) -> None:
        """Strike a run off, once it is let go of."""
        with self.lock:
            if self._lives.get(live.run.id) is live:
                del self._lives[live.run.id]
                if not live.mailbox.settled:
                    self._unsettled[live.run.id] = live

    def settle(self) -> None:
        """Have the folders of failed runs say so, where the disk takes it by now. Belongs to the computing thread."""
        for run_id, live in list(self._unsettled.items()):
            gone = not live.run.path.is_dir()
            if not gone:
                try:
                    lock = live.run.acquire()
                except RunError as error:
                    gone = error.__cause__ is None  # another process has it now
                else:
                    try:
                        live.mailbox.settle()
                    finally:
                        lock.release()
            if gone or live.mailbox.settled:
                self._unsettled.pop(run_id, None)

    def unload(self, live: Live) -> None:
        """Save a run and let go of its memory. Belongs to the computing thread."""
        live.save_if_needed()
        live.release()
        self.forget(live)
        gc.collect()  # models refer to themselves, and their memory is needed for the next

    def leaving(self) -> list[Live]:
        """The runs that must be unloaded to keep within the limits, the longest unwatched first."""
        now, limits = time.monotonic(), self.limits
        held = sorted((live for live in self.all() if live.recording is not None), key=lambda live: live.watched_at)
        ended = [live for live in held if live.ended]
        resting = [live for live in held if live.state == "paused" and not self.watched(live)]
        lacking = sum(live.queued for live in self.all()) - max(0, self.places())
        leaving = ended[: max(0, len(ended) - limits.ended)] + resting[: max(0, lacking)]
        leaving += [live for live in ended if now - live.watched_at > limits.linger]
        leaving += [live for live in resting if now - live.watched_at > limits.idle]
        return list({live.run.id: live for live in leaving}.values())
