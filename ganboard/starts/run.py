"""A start with what a training of one's own has learnt."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from ganboard.checkpoint_files import CHECKPOINTS, by_standing, file_of, steps_of
from ganboard.errors import RunError, reason, short
from ganboard.i18n import N_
from ganboard.starts.base import NETWORKS, STARTS, Warm, read_settings
from ganboard.storage import read_arrays, runs_root


@STARTS.register
class OfRun(Warm):
    """The weights of one of the trainings on this computer, at one of its checkpoints.

    Reference: Wang et al. 2018 (Transferring GANs), arXiv:1805.01677; Mo et al. 2020 (Freeze the Discriminator), arXiv:2002.10964.
    Differs from the papers: see :class:`ganboard.starts.base.Warm`.
    """

    name: ClassVar[str] = "run"
    title: ClassVar[str] = N_("With a training of mine")
    summary: ClassVar[str] = N_("The networks go on from a training of yours, with other pictures or settings.")
    order: ClassVar[int] = 3

    run: str = Field(
        "",
        max_length=255,
        title=N_("Which training"),
        description=N_(
            "Its name in the address, such as 20260131-142233-quick-3fa9. Once the new training has begun, you may delete that one."
        ),
    )
    step: int | None = Field(
        None,
        ge=0,
        lt=10**9,
        title=N_("At which step"),
        description=N_("One of its checkpoints; empty: the newest."),
        json_schema_extra={"empty": N_("the newest")},
    )

    def settings(self, beside: Path | None = None) -> dict[str, Any]:
        """See :meth:`Start.settings`."""
        with suppress(RunError, OSError):
            return read_settings((self._folder(beside) / "config.json").read_bytes())
        return {}

    def arrays(self, beside: Path | None = None) -> dict[str, np.ndarray]:
        """See :meth:`Start.arrays`."""
        return self._read(self._folder(beside))[1]

    def settled(self, beside: Path | None = None) -> OfRun:
        """See :meth:`Start.settled`: with the step where that training stands."""
        return self.model_copy(update={"step": self._read(self._folder(beside))[0]})

    def passed_over(self, beside: Path | None = None) -> tuple[int, ...]:
        """See :meth:`Start.passed_over`: newer checkpoints that are damaged."""
        lost: list[int] = []
        with suppress(RunError):
            folder = self._folder(beside)
            for step in _by_standing(folder, _steps(folder)):
                if step == self.step or not _damaged(folder, step):
                    break
                lost.append(step)
        return tuple(lost)

    def _folder(self, beside: Path | None) -> Path:
        if not self.run:
            raise RunError(N_("Name the training to begin with. There may be none yet."))
        plain = Path(self.run).name == self.run and not self.run.startswith(".")
        places = [root / self.run for root in (beside, runs_root()) if root is not None and plain]
        folder = next((place for place in places if (place / CHECKPOINTS).is_dir()), None)
        if folder is None:
            raise RunError(
                N_("There is no training called {run} to begin with. It may have been deleted."), run=short(self.run)
            )
        return folder

    def _read(self, folder: Path) -> tuple[int, dict[str, np.ndarray]]:
        """The step and the weights; without a step those where the run stands, or else the nearest before that can be read."""
        steps = _steps(folder)
        wanted = [self.step] if self.step is not None else _by_standing(folder, steps)
        if not wanted or wanted[0] not in steps:
            raise RunError(
                N_("The training {run} has no checkpoint of step {step} to begin with. It has: {steps}."),
                run=short(self.run),
                step=wanted[0] if wanted else 0,
                steps=", ".join(map(str, steps[-20:])) or "–",
            )
        for step in wanted:
            try:
                return step, read_arrays(file_of(folder, step), NETWORKS)
            except (OSError, ValueError) as error:
                if step == wanted[-1]:
                    raise RunError(
                        N_("The checkpoint of step {step} of the training {run} cannot be read: {problem}."),
                        step=wanted[0],
                        run=short(self.run),
                        problem=reason(error),
                    ) from error
        raise AssertionError("unreachable")


def _steps(folder: Path) -> list[int]:
    return sorted(steps_of(folder))


def _damaged(folder: Path, step: int) -> bool:
    try:
        read_arrays(file_of(folder, step), NETWORKS)
    except (OSError, ValueError):
        return True
    return False


def _by_standing(folder: Path, steps: list[int]) -> list[int]:
    """Steps of checkpoints, the one first where the run stands, by what its ``run.json`` says."""
    reached = 10**9
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        reached = int(json.loads((folder / "run.json").read_bytes())["step"])
    return by_standing(steps, reached)
