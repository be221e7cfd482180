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
            print(f"{cores()} CPU cores; judge: {judge.accuracy:.1%} of unseen digits right")
        trainer.compile()
        for seconds in options.seconds:
            while trainer.seconds < seconds:
                trainer.advance(10)
            images, labels = trainer.sampler.generate(COUNT, seed=1)
            found = judge.readings(images, labels)
            distance, limit, asked = (found[name] for name in ("frechet", "frechet_limit", "asked"))
            agreement = float("nan") if asked.value is None else asked.value
            rows.append((seed, seconds, trainer.step, distance.value, limit.value, agreement))
            print(
                "seed {} · {:4.0f} s · {:6d} steps · distance {:7.2f}, extrapolated {:7.2f} · asked-for digit {:.1%}".format(
                    *rows[-1]
                ),
                flush=True,
            )
    unseen = limit.best
    print(
        f"unseen real digits: extrapolated distance {unseen.value:.2f} ({unseen.low:.2f} to {unseen.high:.2f}); "
        f"of {distance.held_out_count} the distance is {distance.best.value:.2f}, of as many fakes {distance.fair.value:.2f}"
    )
    for seconds in options.seconds:
        steps, *numbers = np.median([row[2:] for row in rows if row[1] == seconds], axis=0)
        print(
            "median · {:4.0f} s · {:6.0f} steps · distance {:7.2f}, extrapolated {:7.2f} · asked-for digit {:.1%}".format(
                seconds, steps, *numbers
            )
        )


if __name__ == "__main__":
    main()
