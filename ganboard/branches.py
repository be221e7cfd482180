"""A run that goes another way from a step of another run on, and shares the past up to there. The other stays whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ganboard.changes import Change, Changes
from ganboard.common_past import JOURNALS, run_from
from ganboard.config import TrainConfig
from ganboard.errors import ConfigError, RunError
from ganboard.i18n import N_
from ganboard.journal import Journal
from ganboard.run_status import PARENT, SINCE
from ganboard.runs import Run, new_id

BEFORE = N_(
    "Before step {fork} this training had other settings. Expected a step from {fork} on, but got {step}. To go on from an "
    "earlier one, open the training that it is a branch of: {run}."
)
ENDLESS: dict[str, Any] = {"steps": None, "seconds": None}
"""Settings of a run that goes on until somebody stops it."""


def branch(
    run: Run,
    step: int,
    changes: Iterable[Change | Mapping[str, Any]] = (),
    name: str | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Run:
    """Make a new run that stands, paused, at a checkpoint of another; checkpoints are links to the same files.

    What was changed up to that step was so in the new run too; what was changed later is not.

    Args:
        run: The other. Nothing in its folder is touched.
        step: Of the checkpoint.
        changes: What is changed in the new run, from that step on.
        name: What it is called; as the other, if left out.
        settings: What the new run has otherwise from that step on, by flat name. Dials become changes; others make it a run of
            another config, whose past was trained with the other's: it cannot go back before that step.

    Returns:
        The new run. ``"parent"`` in its status names the other, the step, and the settings.

    Raises:
        CheckpointError: there is no checkpoint of this step that can be read.
        ConfigError: one of the changes cannot be made, or the settings want other data or other networks.
        RunError: the new folder cannot be written; nothing is left of it then. Or the step lies in the past that the run shares
            with one of other settings.
    """
    run.load(step, only=("meta/",))
    refuse_before_fork(run.status(), step)
    past, settings = run.changes().until(step), dict(settings or {})
    config, turned = parted(past.config, settings)
    rows = [*past.to_list(), *(Change(step, dial, value) for dial, value in turned.items()), *changes]
    made = Changes(config, [row for row in rows if _is_kept(row, past.config, config)])
    journals = {name: [row for row in Journal(run.path / name).every() if row["step"] <= step] for name in JOURNALS}
    status = {"state": "paused", "step": step, "notices": [], "open_ended": False}
    status[PARENT] = {"run": run.id, "step": step, "settings": settings}
    if config.replace(**ENDLESS) != past.config.replace(**ENDLESS):  # where it ends says nothing about how it learned
        status[SINCE] = step
    if name is not None:
        status["name"] = name
    steps = [each for each in run.steps() if each <= step]
    return run_from(run, run.path.parent / new_id("branch"), steps, journals, made, status)


def possible(config: TrainConfig, settings: Mapping[str, Any]) -> bool:
    """Whether a branch of a run of this config can have these settings from some step on."""
    try:
        parted(config, settings)
    except ConfigError:
        return False
    return True


def parted(config: TrainConfig, settings: Mapping[str, Any]) -> tuple[TrainConfig, dict[str, Any]]:
    """Settings of a branch as what they are: another config, and dials that are turned.

    Args:
        config: Of the run that it leaves.
        settings: By flat name. One of a part that is another one too belongs to the config.

    Returns:
        The branch's config, the same where all are dials; and the values of the dials.

    Raises:
        ConfigError: a setting is wrong, or wants other data or networks.
    """
    wanted = config.replace(**settings)
    if not _same_networks(config, wanted):
        text = N_("settings with which data and networks stay as they are: with these a new training has to begin")
        raise ConfigError(", ".join(settings), ", ".join(str(value) for value in settings.values()), text)
    dials = set(config.method.dials) & set(wanted.method.dials)
    turned = {name: settings[name] for name in settings if name in dials and name.rpartition(".")[0] not in settings}
    rest = {name: value for name, value in settings.items() if name not in turned}
    return (config.replace(**rest) if rest else config), turned


def refuse_before_fork(status: Mapping[str, Any], step: int) -> None:
    """Refuse to train from a step at which a run had other settings.

    Raises:
        RunError: it lies there.
    """
    since, parent = status.get(SINCE, 0), status.get(PARENT) or {}
    if step < since:
        raise RunError(BEFORE, fork=since, run=parent.get("run", "–"), step=step)


def _same_networks(config: TrainConfig, other: TrainConfig) -> bool:
    built = config.method.blueprint(config.dataset) == other.method.blueprint(other.dataset)
    return built and config.dataset == other.dataset


def _is_kept(row: Change | Mapping[str, Any], before: TrainConfig, after: TrainConfig) -> bool:
    """Whether a dial of the past is one in the branch too; of what is asked for anew :class:`Changes` says what is wrong."""
    dial = row.dial if isinstance(row, Change) else row.get("dial")
    return dial in after.method.dials or dial not in before.method.dials
