"""Lists of runs, and what runs are called there."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import streamlit as st

from ganboard.app.session import _, in_markdown
from ganboard.errors import GANBoardError, RunError
from ganboard.presets import title_of
from ganboard.runs import Run, all_runs


def known_runs() -> list[Run]:
    """All runs, newest first; where their folder may not be read, that is said on the page, and there are none."""
    try:
        return list(all_runs())
    except RunError as error:
        st.error(in_markdown(error.message))
        return []


def title(run: Run) -> str:
    """A run's name and when it began; its id where the folder is damaged."""
    try:
        status = run.status()
    except GANBoardError:
        return run.id
    when = time.strftime("%m-%d %H:%M:%S", time.localtime(status["created"]))
    return f"{_(title_of(status['name']))} · {when}"


def titles(runs: Iterable[Run]) -> dict[str, str]:
    """The runs' titles by id; two that are called alike get their ids too, since a list tells its entries by their text."""
    named = {run.id: title(run) for run in runs}
    often = Counter(named.values())
    return {run_id: f"{name} · {run_id}" if often[name] > 1 else name for run_id, name in named.items()}
