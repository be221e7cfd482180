"""Who may steer a training from a page. Held where orders leave for the engine, not at the buttons: so no request goes around it.

A run is everybody's until somebody says that only this browser steers it (``ganboard/run_steering.py``). From then on every order
of another browser is refused, whichever page or request it comes from. Looking is free for all: watching means to see everything,
to ask the generator for pictures and to take files along, and to change nothing of the run, in training or on disk.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ganboard.app.browsers import asking
from ganboard.engine import EngineClient, Limits
from ganboard.errors import EngineError, RunError
from ganboard.i18n import N_
from ganboard.run_steering import begun_by, digest, is_of_stand, let_steer, note_beginner, steered_by
from ganboard.runs import Run, find_run
from ganboard.shipped import archive_of
from ganboard.studio.base import is_keeping

LOOKS = ("watch", "attend", "runs", "explore", "export")
"""What changes no run. Whatever else is asked of the engine, also what is added one day, is an order."""
WATCHING = N_("You are watching this training: only the browser that started sharing it can steer it.")
KEPT = N_(
    "You are watching this training: look at everything and try everything. Only the browser that started sharing it can "
    "measure it and keep directions."
)
OF_STAND = N_(
    "This training draws the clock of a stand. The clock begins it anew again and again, and nobody else can change it. Start a "
    "training of your own."
)
BEGUN = N_(
    "Another browser began this training. Only that one, or one on the server's own computer, can keep others from steering it."
)
NO_COOKIE = N_("This browser keeps no cookies, so it could not be told from others. Allow cookies for this page first.")


class Steered(EngineClient):
    """The engine's client of a dashboard: it takes orders on a run from those alone who may steer it.

    Attributes:
        begun: By the secret of each browser that presents, what it has begun since. Held here and not by Streamlit's session, at
            whose every word a script may end.
    """

    def __init__(self, root: Path | None = None, limits: Limits | None = None) -> None:
        super().__init__(root, limits)
        self.begun: dict[str, list[str]] = {}

    def _request(self, name: str, run_id: str = "", **arguments: Any) -> Any:
        if name not in LOOKS:
            for each in (run_id, *arguments.get("run_ids", ())):
                if each and not self.may_steer(each):
                    raise self._refusal(each)
        if name == "explore" and is_keeping(arguments["question"]):
            self._check_keeping(arguments["source"])
        if name in ("submit", "enter"):
            self._note([run_id] if run_id else arguments["run_ids"])
        made = super()._request(name, run_id, **arguments)
        if name in ("dial", "branch") and made and made != run_id:  # it takes its parent's place
            by = steered_by(self.root / run_id)
            if by is not None:
                let_steer(find_run(self.root, made), by)
            self._note([made])
        return made

    def may_steer(self, run_id: str) -> bool:
        """Whether who asks may order this run, and those that race with it. Of a run that is gone the engine tells."""
        browser = asking()
        return browser.server or all(_fits(folder, browser.secret) for folder in self._folders(run_id))

    def may_keep_others_out(self, run_id: str) -> bool:
        """Whether who asks may be the only one to order this run: nobody shuts those out who began it."""
        browser = asking()
        begun = {begun_by(folder) for folder in self._folders(run_id)} - {None}
        return self.may_steer(run_id) and (browser.here or not begun or begun == {digest(browser.secret)})

    def may_take_over(self, run_id: str) -> bool:
        """Whether who asks may steer alone whoever did before: at the computer itself, and not the clock of a stand."""
        return asking().here and not self.is_of_stand(run_id)

    def is_of_stand(self, run_id: str) -> bool:
        """Whether a run draws the clock of a stand."""
        return any(is_of_stand(folder) for folder in self._folders(run_id))

    def is_steered_alone(self, run_id: str) -> bool:
        """Whether one browser alone steers this run."""
        return any(steered_by(folder) is not None for folder in self._folders(run_id))

    def own(self, runs: Iterable[Run]) -> list[Run]:
        """Those of some runs that are the visitor's own, in their order: the browser that asks began them.

        At the computer itself those of others are there too, after these: they were begun in the shell, or in another browser.
        """
        browser, own, others = asking(), list[Run](), list[Run]()
        for run in runs:
            by = begun_by(run.path)
            mine = by is not None and bool(browser.secret) and hmac.compare_digest(by, digest(browser.secret))
            (own if mine else others).append(run)
        return own + others if browser.here else own

    def steer_alone(self, run_id: str) -> None:
        """Have only the browser that asks steer a run, and those that race with it.

        Raises:
            GANBoardError: it may not steer itself, did not begin the run, keeps no cookies, or the disk refuses it.
        """
        if not self.may_steer(run_id):
            raise self._refusal(run_id)
        if not self.may_keep_others_out(run_id):
            raise EngineError(BEGUN)
        self._take(self._with_mates(run_id))

    def take_over(self, run_id: str) -> None:
        """The same for whoever sits at the computer itself, whoever steered before.

        Raises:
            GANBoardError: the browser is on another computer, keeps no cookies, the run is a stand's, or the disk refuses it.
        """
        if not self.may_take_over(run_id):
            raise self._refusal(run_id)
        self._take(self._with_mates(run_id))

    def let_all_steer(self, run_id: str) -> None:
        """Have everybody steer a run again.

        Raises:
            GANBoardError: the browser that asks may not steer itself, or the disk refuses it.
        """
        if not self.may_steer(run_id):
            raise self._refusal(run_id)
        for each in self._with_mates(run_id):
            let_steer(find_run(self.root, each), None)

    def _check_keeping(self, source: str) -> None:
        """What ships inside is nobody's: everybody may keep something with it.

        Raises:
            EngineError: who asks only watches this run.
        """
        if not archive_of(source) and not self.may_steer(source):
            raise self._refusal(source, KEPT)

    def _refusal(self, run_id: str, told: str = WATCHING) -> EngineError:
        """What somebody hears who may not order a run."""
        return EngineError(OF_STAND if self.is_of_stand(run_id) else told)

    def _folders(self, run_id: str) -> list[Path]:
        """Of a run and those that race with it, without those that are gone."""
        found = []
        for each in self._with_mates(run_id):
            with suppress(RunError):
                found.append(find_run(self.root, each).path)
        return found

    def _take(self, run_ids: Sequence[str]) -> None:
        secret = asking().secret
        if not secret:
            raise EngineError(NO_COOKIE)
        for each in run_ids:
            let_steer(find_run(self.root, each), digest(secret))

    def _note(self, run_ids: Sequence[str]) -> None:
        """Who began runs; what is begun in front of a class is the presenter's, and is ended by "Next class"."""
        browser = asking()
        if browser.secret:
            for each in run_ids:
                note_beginner(find_run(self.root, each), digest(browser.secret))
        if not browser.server and browser.secret in self.begun:
            self.begun[browser.secret] += [run_id for run_id in run_ids if run_id not in self.begun[browser.secret]]
            self._take(run_ids)


def _fits(folder: Path, secret: str) -> bool:
    by = steered_by(folder)
    return by is None or bool(secret and hmac.compare_digest(by, digest(secret)))
