"""What may be asked of the engine, and what is to be seen of runs with or without it. Loads neither TensorFlow nor Streamlit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.engine.keeper import Keeper
from ganboard.engine.protocol import ACTIVE, Limits, View, folder_version, is_interrupted
from ganboard.errors import ConfigError, EngineError, GANBoardError, RunError
from ganboard.i18n import N_
from ganboard.methods.still import Still
from ganboard.race.entry import KEY, Race
from ganboard.race.lineup import Lineup
from ganboard.run_data import keep
from ganboard.run_start import COPY as BEGINNING
from ganboard.run_start import provided
from ganboard.run_status import CLOSE
from ganboard.runs import Run, find_run, new_id
from ganboard.storage import disk_message

REMEMBERED = 64
"""Views of folders kept, so that what has not changed is not read again."""
FORMATS = ("keras", "poster")
"""What a run can be exported as by the engine."""


class EngineClient(Keeper):
    """A handle on one engine process. Any thread may use it; one is enough for an app.

    Commands on a run that the engine does not hold, such as one of yesterday, load it first.

    Args:
        root: Where the runs lie; ``runs.runs_root()`` if left out.
        limits: What the engine allows.

    Attributes:
        root: Where the runs lie.
        limits: What the engine allows.
    """

    def __init__(self, root: Path | None = None, limits: Limits | None = None) -> None:
        super().__init__(root, limits)
        self._views: dict[str, View] = {}

    def submit(
        self, config: TrainConfig, name: str, data: Data | None = None, closely: bool = False, like: Run | None = None
    ) -> str:
        """Create a run and have it trained.

        Args:
            config: What to train.
            name: What the run is called.
            data: Own images, copied into the run.
            closely: Whether the doctor looks as often as it can, see ``run_status.CLOSE``.
            like: A run whose networks began with the same, which need not be there any more.

        Returns:
            The run id.

        Raises:
            RunError: the folder cannot be written.
            EngineError: there is no engine.
        """
        self._running()
        with self._created() as made:
            run = self._create(made, config, name, data, like)
            if closely:
                run.update(**{CLOSE: True})
            self._request("submit", run.id)
        return run.id

    def race(self, lineup: Lineup) -> Race:
        """Create two to four runs on the same data and seed that take turns from the same start.

        Raises:
            GANBoardError: they cannot race; the sentence says why. Also as for :meth:`submit`.
        """
        entrants = [config.settled(self.root) for config in lineup.entrants()]  # all with the same
        self.check_places(len(entrants))
        self._running()
        with self._created() as made:
            each = zip(entrants, lineup.names, strict=True)
            runs = [self._create(made, config, name, lineup.data) for config, name in each]
            race = Race(tuple(run.id for run in runs), lineup.by, tuple(lineup.told), lineup.title)
            for run in runs:
                run.update(**{KEY: race.to_dict()})
            self.enter(race)
        return race

    def check_places(self, entrants: int) -> None:
        """See that so many runs can race here.

        Raises:
            EngineError: there are not so many places.
        """
        if entrants > self.limits.live:
            text = N_(
                "This race has {entrants} entrants, and at most {places} trainings run here at once. Take some out."
            )
            if self.limits.live == 1:
                text = N_(
                    "This race has {entrants} entrants, but here one training runs at a time, so there is no race."
                )
            raise EngineError(
                text,
                entrants=entrants,
                places=self.limits.live,
            )

    def enter(self, race: Race) -> None:
        """Have the runs of a race trained; see ``engine/futures.py`` for one whose runs share their past.

        Raises:
            EngineError: there is no engine.
        """
        self._ours.update(race.runs)
        try:
            self._request("enter", run_ids=list(race.runs))
        except GANBoardError:
            self._ours.difference_update(race.runs)
            raise

    def _create(
        self, made: list[Run], config: TrainConfig, name: str, data: Data | None, like: Run | None = None
    ) -> Run:
        """A new run with its images, added to those that go again if all comes to nothing."""
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "run"
        same = like is not None and like.config().start == config.start
        beginning = like.path / BEGINNING if like is not None and same and (like.path / BEGINNING).exists() else None
        run = Run.create(self.root / new_id(slug), config if beginning else config.settled(self.root), name)
        made.append(run)
        if beginning:
            shutil.copyfile(beginning, run.path / BEGINNING)
        provided(run, run.config())
        if data is not None:
            keep(run, data)
            if data.report:
                run.update(report=data.report.to_dict())
        return run

    @contextmanager
    def _created(self) -> Iterator[list[Run]]:
        """Runs that are being created: where this goes wrong they are removed, for they would wait for ever."""
        made: list[Run] = []
        try:
            yield made
        except (GANBoardError, OSError) as error:
            for run in made:
                self._ours.discard(run.id)
                shutil.rmtree(run.path, ignore_errors=True)
            if isinstance(error, OSError):
                raise RunError.saying(disk_message(error, made[-1].path if made else self.root)) from error
            raise

    def pause(self, run_id: str) -> None:
        """Pause a run and save it."""
        self._request("pause", run_id)

    def resume(self, run_id: str) -> None:
        """Train on, also past the end, and after a failure from the last checkpoint."""
        self._request("resume", run_id)

    def end(self, run_id: str) -> None:
        """End a run and save it."""
        self._request("end", run_id)

    def save(self, run_id: str) -> None:
        """Write a checkpoint that stays until the run is deleted."""
        self._request("save", run_id)

    def advance(self, run_id: str, steps: int, only: str | None = None) -> None:
        """Do exactly so many steps, then pause; fewer only if the run's end comes first.

        Args:
            run_id: The run.
            steps: How many.
            only: The one of the method's players that learns while the others rest; None: all do.
        """
        self._request("advance", run_id, steps=steps, only=only)

    def slowly(self, run_id: str) -> tuple[int, tuple[Still, ...]]:
        """Do one step in slow motion and rest; a run that trains is paused.

        Returns:
            The step that is reached, and what there is to see of it, see :mod:`ganboard.slow_motion`.

        Raises:
            TrainingDiverged: a loss became NaN or infinite.
            EngineError: the run is in a race that goes on.
        """
        return self._request("slowly", run_id)

    def rewind(self, run_id: str, step: int) -> None:
        """Go back, or forward, to a checkpoint and pause there.

        Raises:
            CheckpointError: there is none of this step that can be read.
        """
        self._request("rewind", run_id, step=step)

    def dial(self, run_id: str, dial: str, value: float, step: int | None = None) -> str:
        """Turn a dial of a run, from its next step on, or from a checkpoint on.

        Where later checkpoints are there, which came without this change, a branch of the run takes its place: it trains on,
        and the run rests with all that it had.

        Args:
            run_id: The run.
            dial: One of its method's ``dials``.
            value: What it shall say.
            step: Of the checkpoint; None for where the training stands.

        Returns:
            The id of the run in which it was turned: the same, or a branch.

        Raises:
            ConfigError: there is no such dial, or it does not go so far.
            CheckpointError: there is no checkpoint of this step that can be read.
        """
        turned: str = self._request("dial", run_id, dial=dial, value=value, step=step)
        return self._heir(run_id, turned)

    def branch(
        self, run_id: str, step: int | None, settings: dict[str, Any], name: str | None = None, train: bool = True
    ) -> str:
        """Begin a run that shares a run's past, and has other settings from a checkpoint on.

        Args:
            run_id: The run.
            step: Of the checkpoint; None for where the training stands.
            settings: By flat name; none for a run that goes on as the other did.
            name: What it is called; as the other, if left out.
            train: Whether it trains at once; the other rests then.

        Returns:
            The id of the new run.

        Raises:
            ConfigError: a setting is wrong, or needs other data or networks; see :func:`ganboard.branches.possible`.
            CheckpointError: there is no checkpoint of this step that can be read.
        """
        return self._heir(
            run_id, self._request("branch", run_id, step=step, settings=settings, called=name, train=train)
        )

    def _heir(self, run_id: str, made: str) -> str:
        """A run that came of another belongs to whom the other belongs."""
        if run_id in self._ours:
            self._ours.add(made)
        return made

    def export(self, run_id: str, format: str, step: int | None = None, **options: str) -> bytes:
        """A run as a file for which its networks are asked; all others are written from its folder (:mod:`ganboard.export`).

        Args:
            run_id: The run.
            format: ``"keras"`` (the generator) or ``"poster"``.
            step: Of which checkpoint; the newest if left out.
            **options: For ``"poster"``: language and home, see :func:`ganboard.export.export_poster`.

        Raises:
            ConfigError: there is no such format.
        """
        if format not in FORMATS:
            raise ConfigError("format", format, N_("one of {choices}"), choices=", ".join(FORMATS))
        return self._request("export", run_id, step=step, form=format, options=options)

    def explore(
        self, question: str, source: str, step: int | None = None, arguments: dict[str, Any] | None = None
    ) -> tuple[dict[str, Any], np.ndarray | None]:
        """Ask something of a generator, between two turns of training; see the package ``ganboard.studio``.

        Args:
            question: By name.
            source: Id of a run, or ``"shipped"``.
            step: Of which checkpoint; None for where the run stands.
            arguments: Of the question, JSON types.

        Returns:
            JSON types, with ``"took"`` in seconds of computing and ``"training"``, whether that kept a training waiting;
            and pictures, uint8, where there are some.

        Raises:
            GANBoardError: the sentence says what is wrong.
        """
        return self._request("explore", question=question, source=source, step=step, asked=arguments or {})

    def runs(self) -> list[dict[str, Any]]:
        """The runs that the engine holds: id, state, step. Empty if it does not run."""
        return self._request("runs") if self._process is not None else []

    def watch(self, run_id: str, newer_than: int = -1) -> View:
        """What is to be seen of a run, whoever trains it. Starts no engine, but restarts one that died.

        Args:
            run_id: The run.
            newer_than: The version that is known already; picture and history only come if theirs is above.

        Raises:
            RunError: there is no such run, or its folder is damaged.
        """
        run = find_run(self.root, run_id)
        if self._process is not None:
            try:
                view = self._request("watch", run_id, newer_than=newer_than)
            except EngineError as error:  # a page shows what there is, and why there is no more
                return self._from_folder(run, error.message).since(newer_than)
            if view is not None:
                return view
        return self._from_folder(run, self._failure).since(newer_than)

    def attend(self, run_ids: list[str]) -> None:
        """Tell the engine, if it runs, which runs somebody has open; it does not pause them then."""
        if self._process is not None and run_ids:
            self._request("attend", run_ids=run_ids)

    def _from_folder(self, run: Run, failure: dict[str, Any] | None) -> View:
        version = folder_version(run) + is_interrupted(run, run.status())
        view = self._views.get(run.id)
        if view is None or view.version != version:
            view = View.from_run(run)
            self._views[run.id] = view
            for run_id in list(self._views)[:-REMEMBERED]:
                self._views.pop(run_id, None)
        if failure and run.id in self._ours and view.state in (*ACTIVE, "paused"):
            return replace(view, state="paused", error=failure)
        return view
