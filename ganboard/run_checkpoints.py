"""The checkpoints of a run: written, thinned to a budget of bytes, found again and told apart.

::

    checkpoints/STEP.npz      weights, optimizer, averages; and the config, the changes and the name of the run
    checkpoints/STEP.png      the fixed samples at that step
    checkpoints/STEP.rebuilt  the real images that are shown as networks that encode rebuild them at that step, PNG
    checkpoints/STEP.keep     empty: saved by hand, never let go of
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from ganboard.checkpoint_files import by_standing, steps_of
from ganboard.errors import CheckpointError
from ganboard.formats import FORMATS, check, numbered
from ganboard.i18n import N_, message
from ganboard.run_changes import RunChanges
from ganboard.run_status import ABOUT, SINCE, pack, told_by
from ganboard.snapshot import Checkpoint
from ganboard.storage import read_arrays, write_arrays, write_bytes
from ganboard.timeline import to_drop

BUDGET = 400_000_000
"""Bytes of checkpoints that a run may keep."""
LOST = N_("The newest checkpoint cannot be read (step {lost}). This is the one of step {step}, the last that can.")
ALL_GONE = N_("All checkpoints of this training are gone. It had reached step {step}, and begins anew.")


class RunCheckpoints(RunChanges):
    """A run folder and its checkpoints."""

    def save(
        self,
        checkpoint: Checkpoint,
        picture: bytes,
        keep: bool = False,
        budget: int = BUDGET,
        rebuilt: bytes | None = None,
    ) -> None:
        """Write a checkpoint and its picture, and that the run stands there; then let go of what exceeds the budget.

        Args:
            checkpoint: What to save.
            picture: The fixed samples, PNG.
            keep: Whether it was saved by hand and must never be let go.
            budget: Bytes of checkpoints that may stay.
            rebuilt: What the networks make of the real images that are shown, PNG; None where they make nothing of them.
        """
        self._file(checkpoint.step, ".png").parent.mkdir(exist_ok=True)  # it may have been tidied away
        write_bytes(self._file(checkpoint.step, ".png"), picture)
        if rebuilt is not None:
            write_bytes(self._file(checkpoint.step, ".rebuilt"), rebuilt)
        if keep:
            self.keep(checkpoint.step)
        meta = {
            "meta/step": np.array(checkpoint.step, np.int64),
            "meta/seconds": np.array(checkpoint.seconds, np.float64),
            "meta/format": np.array(FORMATS["checkpoint"], np.int64),
            ABOUT: pack(self.status(), self.config().to_dict(), self.changes().to_list()),
        }
        write_arrays(self._file(checkpoint.step, ".npz"), {**checkpoint.arrays, **meta})
        # Before anything is let go of: whoever looks meanwhile would miss the one where the run stood.
        self.update(step=checkpoint.step, seconds=round(checkpoint.seconds, 3))
        sizes = {step: self._file(step, ".npz").stat().st_size for step in self.steps()}
        # The one just written stays, even among later ones: it is where the training stands.
        for step in to_drop(sizes, budget, self.kept() | {checkpoint.step}):
            with suppress(PermissionError):  # Windows, while somebody reads it: it goes another time
                for suffix in (".npz", ".png", ".rebuilt"):
                    self._file(step, suffix).unlink(missing_ok=True)

    def is_inherited(self, step: int) -> bool:
        """Whether a checkpoint is the one at which a branch got a config of its own, as the other run wrote it."""
        if step != self.status().get(SINCE, -1):
            return False
        told = next(told_by([self._file(step, ".npz")]), (0, 0.0, {}))[2]
        return told.get("config") != numbered("config", self.config().to_dict())

    def kept(self) -> frozenset[int]:
        """The steps saved by hand."""
        return frozenset(steps_of(self.path, ".keep"))

    def keep(self, step: int) -> None:
        """Never let go of a checkpoint that is there."""
        write_bytes(self._file(step, ".keep"), b"")

    def standing(self) -> int | None:
        """The step of the last checkpoint that is not after where the training stands; after a rewind there are later ones."""
        steps, reached = self.steps(), self.status()["step"]
        return max([step for step in steps if step <= reached] or steps[-1:], default=None)

    def gone(self) -> int | None:
        """The step where the run stands, if its checkpoint's file is gone: deleted by hand, for thinning never takes it."""
        reached: int = self.status()["step"]
        missing = reached > 0 and reached not in self.steps()
        return reached if missing and self.status()["step"] == reached else None  # else it went on meanwhile

    def gone_message(self) -> dict[str, Any] | None:
        """The same as a message, which also says what there is instead."""
        gone, standing = self.gone(), self.standing()
        if gone is None:
            return None
        return message(ALL_GONE, step=gone) if standing is None else passed_over([gone], standing)

    def stamp(self, step: int) -> str | None:
        """What tells the file of a checkpoint from every other that ever had its name; None if there is none.

        Whatever is remembered about a checkpoint is remembered with this: on a GPU, or after a rewind with other settings,
        the same step comes with other weights.
        """
        try:
            found = self._file(step, ".npz").stat()
        except OSError:
            return None
        return f"{found.st_mtime_ns:x}-{found.st_size:x}"

    def holds(self, checkpoint: Checkpoint) -> bool | None:
        """Whether the saved checkpoint of the same step is bit for bit the same; None where there is none, or not all of it."""
        try:
            self._file(checkpoint.step, ".png").stat()
            saved = read_arrays(self._file(checkpoint.step, ".npz"))
        except (OSError, ValueError):
            return None
        saved = {name: array for name, array in saved.items() if not name.startswith("meta/")}
        return saved.keys() == checkpoint.arrays.keys() and all(
            saved[name].dtype == array.dtype and saved[name].tobytes() == array.tobytes()
            for name, array in checkpoint.arrays.items()
        )

    def load(self, step: int | None = None, only: tuple[str, ...] = ("",)) -> Checkpoint:
        """A checkpoint; without a step the one where the run stands, or the nearest before it that can be read.

        Which could not be read stands in ``lost`` of the checkpoint then; :func:`lost_message` says so.

        After a rewind there are later ones too: they are of a training that was given up, and come last.

        Args:
            step: Of the checkpoint, or None.
            only: Beginnings of the arrays' names, for one who needs not all of them; the others are not read.

        Raises:
            CheckpointError: there is none, or the asked-for one is damaged.
            FormatError: it was made by a newer GANBoard.
        """
        candidates = self.by_standing() if step is None else [step]
        lost: list[int] = []
        for candidate in candidates:
            try:
                arrays = read_arrays(self._file(candidate, ".npz"), (*only, "meta/"))
                check("checkpoint", int(arrays.get("meta/format", 1)))
                found, seconds = int(arrays["meta/step"]), float(arrays["meta/seconds"])
                arrays = {name: array for name, array in arrays.items() if not name.startswith("meta/")}
                return Checkpoint(found, seconds, arrays, tuple(lost))
            except (OSError, ValueError, KeyError, TypeError):
                lost.append(candidate)
        if not candidates:
            raise CheckpointError(N_("The training {run} has drawn nothing yet. Let it train on first."), run=self.id)
        if step is None:
            raise CheckpointError(N_("The run {run} has no checkpoint that can be read."), run=self.id)
        raise CheckpointError(
            N_("The run {run} has no readable checkpoint of step {step}. It has: {steps}."),
            run=self.id,
            step=step,
            steps=", ".join(map(str, self.steps())) or "-",
        )

    def fingerprint(self, step: int) -> str:
        """Names what a checkpoint holds: the same weights, optimizer and averages have the same name, however long they took.

        Unlike :meth:`stamp` it can be kept: it stays when the folder is copied, and when the same comes again bit for bit. From the
        checksums in the list at the end of the file, so that not all of it is read. Empty where there is no readable checkpoint.
        """
        try:
            with zipfile.ZipFile(self._file(step, ".npz")) as packed:
                parts = [(info.filename, info.CRC, info.file_size) for info in packed.infolist()]
        except (OSError, ValueError, zipfile.BadZipFile):
            return ""
        known = sorted(part for part in parts if not part[0].startswith("meta/"))  # of those, when and how long differ
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]

    def by_standing(self) -> list[int]:
        """The steps of all checkpoints, first where the run stands, then back from there, then what a rewind gave up.

        The first is named too where its file is gone, so that it is told like one that is damaged.
        """
        reached, gone = self.status()["step"], self.gone()
        return by_standing({*self.steps()} | ({gone} if gone else set()), reached)

    def picture(self, step: int) -> bytes:
        """The fixed samples at a checkpoint, PNG.

        Raises:
            CheckpointError: there is none.
        """
        try:
            return self._file(step, ".png").read_bytes()
        except OSError as error:
            raise CheckpointError(N_("The run {run} has no picture of step {step}."), run=self.id, step=step) from error

    def rebuilt(self, step: int) -> bytes | None:
        """The real images that are shown as the networks rebuilt them at a checkpoint, PNG; None where there are none such."""
        with suppress(OSError):
            return self._file(step, ".rebuilt").read_bytes()
        return None


def lost_message(checkpoint: Checkpoint) -> dict[str, Any] | None:
    """That a newer checkpoint than this one was asked for and cannot be read, as a message; None if that is not so."""
    return passed_over(checkpoint.lost, checkpoint.step)


def passed_over(lost: Sequence[int], step: int) -> dict[str, Any] | None:
    """The same of the steps that could not be read, and of the one that is shown instead."""
    return message(LOST, lost=", ".join(f"{each:,}" for each in lost), step=step) if lost else None
