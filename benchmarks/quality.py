"""How good the Quick preset's digits are after 5, 10, 20 and 60 seconds of training.

``python benchmarks/quality.py [--seeds 3] [--preset quick] [--seconds 5 10 20 60]``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from ganboard.backend import load_quietly
from ganboard.device import cores
from ganboard.presets import preset
from ganboard.trainer import Trainer

sys.path.insert(0, str(Path(__file__).parent))
COUNT = 5_000


def main() -> None:
    """Train, stop the clock, judge, go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--preset", default="quick")
    parser.add_argument("--seconds", type=float, nargs="+", default=[5, 10, 20, 60])
    options = parser.parse_args()
    load_quietly()
    rows = []
    judge = None
    for seed in range(options.seeds):
        trainer = Trainer(preset(options.preset).config(seed=seed))
        if judge is None:
            from judge import Judge  # after the Trainer has set TensorFlow's threads

            judge = Judge()
            print(
                f"{cores()} CPU cores; judge: {judge.accuracy:.1%} of held-out digits right;"
                f" held-out real digits: distance {judge.held_out:.2f}"
            )
        trainer.compile()
        for limit in options.seconds:
            while trainer.seconds < limit:
                trainer.advance(10)
            images, labels = trainer.sampler.generate(COUNT, seed=1)
            agreement = judge.agreement(images, labels) if labels is not None else float("nan")
            rows.append((seed, limit, trainer.step, judge.distance(images), agreement))
            print(
                "seed {} · {:4.0f} s · {:6d} steps · distance {:7.2f} · asked-for digit {:.1%}".format(*rows[-1]),
                flush=True,
            )
    for limit in options.seconds:
        of_limit = np.array([row[2:] for row in rows if row[1] == limit])
        steps, distance, agreement = np.median(of_limit, axis=0)
        print(
            f"median · {limit:4.0f} s · {steps:6.0f} steps · distance {distance:7.2f}"
            f" ({distance / judge.held_out:.1f} × held-out) · asked-for digit {agreement:.1%}"
        )


if __name__ == "__main__":
    main()
