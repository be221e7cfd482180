"""How often the doctor is right: trainings that are known to be healthy or spoilt, and what it says of each.

``python benchmarks/doctor.py --out FOLDER [--set report]`` trains what is not in the folder yet, writes what was measured there,
one file a training, and prints the table of ``docs/doctor.md``. Several may run at once over one folder. ``--table`` trains
nothing. The thresholds were set with the set "tune", whose seeds are others.

A spoilt training is right where the verdict at its end is the expected one, a healthy one where nothing was found at any moment.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ganboard.branches import branch  # noqa: E402
from ganboard.config import TrainConfig  # noqa: E402
from ganboard.doctor.course import course_of  # noqa: E402
from ganboard.doctor.diagnosis import examine  # noqa: E402
from ganboard.doctor.finding import HEALTHY, Diagnosis  # noqa: E402
from ganboard.errors import TrainingDiverged  # noqa: E402
from ganboard.exhibits import EXHIBITS  # noqa: E402
from ganboard.recording import Recording  # noqa: E402
from ganboard.runs import Run  # noqa: E402

SEEDS = {"tune": (1, 11), "report": (12, 13, 14), "both": (1, 11, 12, 13, 14)}
RING = {
    "dataset": "points",
    "architecture": "plane",
    "latent_size": 2,
    "batch_size": 64,
    "decay_steps": 3000,
    "ema_decay": 0.99,
}
DIGITS = {"dataset": "mnist"}
QUICK = {"dataset": "mnist", "conditional": True, "penalty": {"name": "r1", "gamma": 2.0}, "mismatch": 0.03}
CLOTHES = {"dataset": "fashion", "conditional": True, "mismatch": 0.05}
CREATURES = {"dataset": "creatures", "conditional": True, "mismatch": 0.3}
STRONG = {"objective": "minimax", "penalty": "none", "discriminator_steps": 5}
FAST = {"generator_learning_rate": 0.2, "discriminator_learning_rate": 0.2}


@dataclass(frozen=True)
class Case:
    """One training.

    Attributes:
        name: Plain id.
        kind: What is learned, for the table.
        expected: The verdicts that are right.
        settings: What differs from the defaults of ``TrainConfig``.
        steps: How long it trains.
        sabotage: What is changed at the step ``warm``, by flat names; nothing in a healthy one.
        warm: At which step; 0: from the start.
    """

    name: str
    kind: str
    expected: tuple[str, ...]
    settings: dict[str, Any]
    steps: int
    sabotage: dict[str, Any] = field(default_factory=dict)
    warm: int = 0


def plane(kind: str) -> dict[str, Any]:
    """The points of a density."""
    return {**RING, "dataset": {"name": "points", "kind": kind}}


def healthy() -> list[Case]:
    """Trainings with which nothing is wrong."""
    cases = [
        Case(f"points_{kind}", "points", (HEALTHY,), plane(kind), 4000)
        for kind in ("ring", "moons", "spiral", "dot", "lines")
    ]
    for objective in ("hinge", "leastsquares", "relativistic"):
        cases.append(Case(f"points_{objective}", "points", (HEALTHY,), {**RING, "objective": objective}, 4000))
    cases.append(
        Case(
            "points_vae",
            "points",
            (HEALTHY,),
            {"dataset": "points", "method": {"name": "vae", "architecture": "plane", "latent_size": 2}},
            3000,
        )
    )
    cases.append(Case("digits", "digits", (HEALTHY,), DIGITS, 450))
    cases.append(Case("digits_quick", "digits", (HEALTHY,), QUICK, 450))
    cases.append(Case("digits_hinge", "digits", (HEALTHY,), {**DIGITS, "objective": "hinge"}, 400))
    cases.append(
        Case("digits_critic", "digits", (HEALTHY,), {**DIGITS, "objective": "wasserstein", "penalty": "gradient"}, 400)
    )
    cases.append(
        Case(
            "digits_vae",
            "digits",
            (HEALTHY,),
            {"dataset": "mnist", "conditional": True, "method": {"name": "vae"}},
            350,
        )
    )
    cases.append(Case("clothes", "clothes", (HEALTHY,), CLOTHES, 400))
    cases.append(Case("creatures", "creatures", (HEALTHY,), CREATURES, 800))
    return cases


def spoilt() -> list[Case]:
    """Trainings that fail: those of the museum, and the same recipes with other data."""
    kinds = {"mnist": "digits", "points": "points", "fashion": "clothes"}
    cases = []
    for exhibit in EXHIBITS:
        kind = kinds[exhibit.healthy().dataset.name]
        # What vanishes in a game that D wins is both: either name is right.
        right = {"discriminator_wins": ("discriminator_wins", "vanishing")}.get(exhibit.symptom, (exhibit.symptom,))
        cases.append(
            Case(
                exhibit.name,
                kind,
                right,
                exhibit.base,
                exhibit.warm + exhibit.steps_to_break + 100,
                exhibit.sabotage,
                exhibit.warm,
            )
        )
    both = ("discriminator_wins", "vanishing")
    cases.append(Case("clothes_strong", "clothes", both, {"dataset": "fashion"}, 350, STRONG))
    cases.append(Case("clothes_rate", "clothes", ("diverged",), CLOTHES, 350, FAST, 200))
    cases.append(Case("creatures_rate", "creatures", ("diverged",), CREATURES, 300, FAST, 200))
    cases.append(
        Case(
            "clothes_asleep",
            "clothes",
            ("collapse",),
            {"dataset": "fashion", "ema_decay": 0.9},
            450,
            {"discriminator_learning_rate": 1e-6},
            300,
        )
    )
    cases.append(Case("points_grid_missing", "points", ("missing", "collapse"), plane("grid"), 4000, STRONG))
    return cases


def trained(case: Case, seed: int) -> dict[str, Any]:
    """Train it, and give what its journals hold."""
    config = TrainConfig(**case.settings, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        if case.sabotage and not case.warm:
            config = config.replace(**case.sabotage)
        run, broke = Run.create(Path(folder) / "run", config, case.name), None
        stops = [case.warm, case.steps] if case.sabotage and case.warm else [case.steps]
        for stop in stops:
            if stop == case.steps and len(stops) > 1:
                run = branch(run, run.load().step, settings=case.sabotage)
            broke = broke or followed(run, stop)
        return {
            "config": run.config().to_dict(),
            "step": broke or run.status()["step"],
            "history": run.history(),
            "probes": run.probes.rows(),
            "checkpoints": run.steps(),
            "broke": broke,
        }


def followed(run: Run, stop: int) -> int | None:
    """Train up to a step with a look at every moment, whatever it costs; where it broke down, or None."""
    recording = Recording(run)
    recording.watch.purse.share = 0.0
    recording.probe.purse.share = 1e9
    try:
        while recording.step < stop:
            recording.turn(at_most=stop - recording.step)
            recording.snapshot()
        recording.save()
    except TrainingDiverged as error:
        return error.step
    finally:
        recording.close()
    return None


def said(found: dict[str, Any]) -> Diagnosis:
    """What the doctor says of what was measured."""
    config = TrainConfig(**found["config"])
    return examine(
        course_of(config, found["step"], found["history"], found["probes"], (), found["broke"]), found["checkpoints"]
    )


def table(cases: list[Case], seeds: tuple[int, ...], folder: Path) -> str:
    """What came out, in Markdown."""
    lines = ["| training | of | expected | right | otherwise |", "| --- | --- | --- | --- | --- |"]
    right, all_of, ill = 0, 0, 0
    confused: Counter[tuple[str, str]] = Counter()
    for case in cases:
        wrong, count = [], 0
        for seed in seeds:
            file = folder / f"{case.name}-{seed}.json"
            if not file.exists():
                continue
            diagnosis = said(json.loads(file.read_text()))
            found = [each.symptom for each in diagnosis.findings]
            fine = (
                not found and diagnosis.verdict == HEALTHY
                if case.expected == (HEALTHY,)
                else diagnosis.verdict in case.expected
            )
            count += 1
            right, all_of = right + fine, all_of + 1
            ill += case.expected == (HEALTHY,) and bool(found)
            verdict = found[0] if case.expected == (HEALTHY,) and found else diagnosis.verdict
            confused[case.expected[0], verdict if not fine else case.expected[0]] += 1
            if not fine:
                wrong.append(f"{verdict} (seed {seed})")
        if count:
            expected, told = " or ".join(case.expected), ", ".join(wrong)
            lines.append(f"| {case.name} | {case.kind} | {expected} | {count - len(wrong)} of {count} | {told} |")
    well = sum(count for (expected, _), count in confused.items() if expected == HEALTHY)
    lines += [
        "",
        f"Right: {right} of {all_of} ({right / max(all_of, 1):.0%}). Healthy ones called ill: {ill} of {well}.",
        "",
    ]
    lines += ["| expected | said | trainings |", "| --- | --- | --- |"]
    lines += [f"| {expected} | {verdict} | {count} |" for (expected, verdict), count in sorted(confused.items())]
    return "\n".join(lines)


def main() -> None:
    """Train what is missing, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--set", choices=SEEDS, default="report")
    parser.add_argument("--table", action="store_true", help="print what is there, and train nothing")
    parser.add_argument("--only", default="", help="trainings whose name begins like this")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no other training after so long")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    cases, begun = [case for case in healthy() + spoilt() if case.name.startswith(options.only)], time.monotonic()
    for seed in SEEDS[options.set]:
        for case in () if options.table else cases:
            file = options.out / f"{case.name}-{seed}.json"
            claim = file.with_suffix(".working")
            if file.exists() or claim.exists() or time.monotonic() - begun > options.seconds:
                continue
            claim.touch()
            try:
                at = time.monotonic()
                text = json.dumps(trained(case, seed))
                claim.write_text(text)
                os.replace(claim, file)
                print(f"{file.name} {time.monotonic() - at:.0f} s", flush=True)
            finally:
                claim.unlink(missing_ok=True)
    print(table(cases, SEEDS[options.set], options.out))


if __name__ == "__main__":
    main()
