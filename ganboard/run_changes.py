"""The changes of a run on disk: a row each in ``changes.jsonl``, in the order in which they were made. Checkpoints repeat them."""

from __future__ import annotations

import json
from typing import Any

from ganboard.changes import Change, Changes
from ganboard.journal import HEADER, Journal
from ganboard.run_folder import RunFolder
from ganboard.run_status import made_anew
from ganboard.storage import write_bytes

FILE = "changes.jsonl"


class RunChanges(RunFolder):
    """A run folder and what was changed while it trained."""

    def changes(self) -> Changes:
        """Those made and planned.

        What led to the newest checkpoint is as that checkpoint says, for it was trained so, whatever became of the file since.

        Raises:
            RunError: there is no config to be had.
            FormatError: a newer GANBoard made the file.
        """
        config, written = self.config(), self._written()
        step, told = next(((step, told) for step, _, told in self._told()), (0, {}))
        if not isinstance(told.get("changes"), list):
            return written
        known = Changes.readable(config, told["changes"])
        ahead = written if self._journal.path.is_file() else known
        past = [change for change in known if change.step < step]
        return Changes(config, [*past, *(change for change in ahead if change.step >= step)])

    def change(self, change: Change) -> None:
        """Write a change down, before it takes effect. Only the process that trains the run does so.

        Raises:
            OSError: the disk refuses it; nothing is changed then.
        """
        self._journal.add(change.to_dict())

    def set_changes(self, changes: Changes) -> None:
        """Replace all rows."""
        rows: list[dict[str, Any]] = [HEADER, *changes.to_list()]
        write_bytes(self._journal.path, "".join(json.dumps(row) + "\n" for row in rows).encode())

    def mend(self) -> None:
        """See :meth:`RunFolder.mend`; also of the changes what was lost."""
        super().mend()
        changes = self.changes()
        if changes != self._written():
            self.set_changes(changes)
            self.notify(made_anew(FILE, next(self._told())[0]))

    def _written(self) -> Changes:
        return Changes.readable(self.config(), [row for row in self._journal.lines() if "dial" in row])

    @property
    def _journal(self) -> Journal:
        return Journal(self.path / FILE)
