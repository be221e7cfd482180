"""``doctor``: whether a training goes well, and what it suffers from where it does not."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from pydantic import BaseModel, Field

from ganboard.backend import load_quietly
from ganboard.cli.options import checked, number, open_run
from ganboard.cli.progress import Bar
from ganboard.doctor import SYMPTOMS, Diagnosis, Finding, diagnose
from ganboard.doctor.diagnosis import broke_at
from ganboard.doctor.finding import EARLY, HEALTHY
from ganboard.doctor.looking_back import gaps, look_back
from ganboard.engine.protocol import ACTIVE, is_interrupted
from ganboard.errors import ConfigError, GANBoardError
from ganboard.i18n import N_, render
from ganboard.run_status import SINCE
from ganboard.runs import Run

SAID = {HEALTHY: "Healthy: nothing is found.", EARLY: "Too early to tell, or nothing was measured to tell it by."}


class Options(BaseModel):
    """The command's number, with its range."""

    step: int | None = Field(None, ge=0)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "doctor",
        help="say whether a training goes well",
        description="Say whether a training goes well, and what it suffers from where it does not: what was found, at which step, "
        "the numbers behind it, and what would help. While the run trains, this is told by what its training measured; "
        "afterwards checkpoints are looked at, too, of which there was no time to measure anything.",
        allow_abbrev=False,
    )
    parser.add_argument("--run", metavar="DIR", dest="folder", required=True, help="the run folder, or its id")
    parser.add_argument("--step", metavar="N", type=number, help="look at it as it was at this step (default: now)")
    parser.add_argument("--measured", action="store_true", help="only what was measured while it trained: at once")
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")
    parser.set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    """The command. Returns the exit status."""
    step = checked(Options, step=arguments.step).step
    run = open_run(arguments.folder)
    reached = max((int(row["step"]) for row in run.whole_history()), default=0)
    reached = max(reached, int(run.status()["step"]), broke_at(run.status()) or 0)
    if step is not None and step > reached:
        raise ConfigError(
            "step", step, N_("a step of at most {reached}, up to which this run was trained"), reached=reached
        )
    since = int(run.status().get(SINCE, 0))
    diagnosis = diagnose(run, step, None if arguments.measured else _looked_back(run))
    print(
        json.dumps(in_words(run.id, diagnosis, since), indent=2) if arguments.json else _text(run.id, diagnosis, since)
    )
    return 0


def _looked_back(run: Run) -> list[dict[str, Any]] | None:
    """What can be measured of a run that rests; None where nothing can be."""
    status = run.status()
    trains = status["state"] in ACTIVE and not is_interrupted(run, status)
    if trains or not gaps(run):
        return None
    load_quietly()
    try:
        with Bar("Looking at checkpoints") as bar:
            return look_back(run, bar.at)
    except GANBoardError as error:
        print(f"The checkpoints cannot be looked at. {error}", file=sys.stderr)
        return None


def in_words(name: str, diagnosis: Diagnosis, since: int = 0) -> dict[str, Any]:
    """A diagnosis as JSON types with its messages as sentences."""
    findings = [_in_words(finding, since) for finding in diagnosis.findings]
    return {"run": name, "step": diagnosis.step, "verdict": diagnosis.verdict, "findings": findings}


def _in_words(finding: Finding, since: int) -> dict[str, Any]:
    symptom = SYMPTOMS.get(finding.symptom)
    remedies = [{"title": render(each.title), "settings": each.settings} for each in finding.remedies]
    return {
        "symptom": finding.symptom,
        "step": finding.step,
        "until": finding.until,
        "sentence": symptom.summary,
        "measurement": render(finding.measured),
        "meaning": symptom.meaning,
        "advice": symptom.advice,
        "healthy": finding.healthy,
        "from": begins_at(finding, since),
        "remedy": remedies[0] if remedies else None,
        "remedies": remedies,
    }


def begins_at(finding: Finding, since: int) -> int | None:
    """From which step a remedy goes on: a run cannot go back to before it had its settings. None: it starts anew."""
    first = max(finding.healthy or 0, since)
    return first if first and finding.step > since else None


def _text(name: str, diagnosis: Diagnosis, since: int) -> str:
    standing = diagnosis.standing
    verdict = SAID.get(diagnosis.verdict) or f"{SYMPTOMS.get(diagnosis.verdict).title}."
    lines = [f"{name} at step {diagnosis.step:,}: {verdict}"]
    for finding in diagnosis.findings:
        symptom = SYMPTOMS.get(finding.symptom)
        over = "" if finding.until is None else f", until step {finding.until:,}"
        lines += [
            "",
            f"{symptom.title} (step {finding.step:,}{over})",
            f"  {symptom.summary} {render(finding.measured)}",
        ]
        if finding.until is None and (standing is None or finding == standing):
            lines += [f"  {symptom.meaning}", f"  {symptom.advice}"]
            first = begins_at(finding, since)
            back = "start anew" if first is None else f"from step {first:,}, the last one that was healthy"
            for remedy in finding.remedies:
                settings = ", ".join(f"{key} = {value}" for key, value in remedy.settings.items())
                lines.append(f"  Try, {back}: {render(remedy.title)} ({settings})")
    return "\n".join(lines)
