"""What the estimate of quality and the doctor cost: the same training with and without, in turn, each in a process of its own.

``python benchmarks/quality_cost.py [--pairs 2] [--seconds 60] [--preset quick]``. The watch's own clock tells its share of the
time; the ratio of speeds tells the same where nothing else runs, and means nothing on a busy computer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
LIMIT, DOCTOR = 0.03, 0.02
"""Of the training time, at most: for the quality, and for the doctor."""


def train(preset: str, seconds: float, watched: bool) -> None:
    """Train as the engine does, and print what was measured as JSON."""
    from ganboard.evaluation import watch
    from ganboard.evaluation.purse import Purse
    from ganboard.presets import preset as preset_of
    from ganboard.recording import Recording
    from ganboard.runs import Run

    if not watched:
        watch.SHARE = 0.0
    with tempfile.TemporaryDirectory() as folder:
        recording = Recording(Run.create(Path(folder) / "run", preset_of(preset).config(), preset))
        if not watched:
            recording.probe.purse = Purse(0.0)
        recording.save()
        recording.trainer.compile()
        recording.turn()
        begun, before = time.perf_counter(), recording.step
        while recording.trainer.seconds < seconds:
            recording.turn()
        speed = (recording.step - before) / (time.perf_counter() - begun)
        found, probe = recording.watch, recording.probe
        told = {
            "speed": speed,
            "share": found.purse.spent / found.purse.trained,
            "count": len(found.rows),
            "first": found.rows[0]["step"] if found.rows else None,
            "doctor": (probe.purse.spent + probe.prepared) / probe.purse.trained,
            "looks": len(recording.run.probes.rows()),
        }
        recording.close()
    print(json.dumps(told))


def measured(options: argparse.Namespace, watched: bool) -> dict[str, float]:
    """One training in a process of its own."""
    command = [sys.executable, __file__, "--one", "watched" if watched else "alone"]
    command += ["--seconds", str(options.seconds), "--preset", options.preset]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}  # as the engine has it
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure and print; fail where the share is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--preset", default="quick")
    parser.add_argument("--one", choices=("watched", "alone"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        train(options.preset, options.seconds, options.one == "watched")
        return
    ratios, shares, doctors = [], [], []
    for _ in range(options.pairs):
        alone, watched = measured(options, False), measured(options, True)
        ratios.append(watched["speed"] / alone["speed"])
        shares.append(watched["share"])
        doctors.append(watched["doctor"])
        print(
            f"alone {alone['speed']:.1f} steps/s; watched {watched['speed']:.1f} steps/s, {watched['count']} estimates from"
            f" step {watched['first']} on, {watched['share']:.2%} of the training time; the doctor looked {watched['looks']} times,"
            f" {watched['doctor']:.2%} with what it prepared; ratio {ratios[-1]:.3f}",
            flush=True,
        )
    print(f"median ratio {statistics.median(ratios):.3f}; largest share {max(shares):.2%}, at most {LIMIT:.0%} wanted")
    print(f"the doctor's largest share {max(doctors):.2%}, at most {DOCTOR:.0%} wanted")
    sys.exit(max(shares) > LIMIT or max(doctors) > DOCTOR)


if __name__ == "__main__":
    main()
