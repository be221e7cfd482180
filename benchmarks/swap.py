"""How much of creatures stays by night and by day, after so many CPU seconds of two threads: with all rules, and without each.

    python -m benchmarks.swap [--cpu 180] [--seeds 0 1] [--only all] [--preset swap]

About 90 seconds of two cores are 180 CPU seconds. The judges of both sides read things that no training saw; of a picture that is
not changed at all the night's judge reads some factors right as well, which is printed first.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from ganboard.latent.swapper import Swapper
from ganboard.metrics.kept import kept, read
from ganboard.metrics.turned import turned
from ganboard.presets import preset
from ganboard.trainer import Trainer

RULES = {
    "all": {},
    "no way back": {"cycle": 0.0},
    "nothing left alone": {"identity": 0.0},
    "neither": {"cycle": 0.0, "identity": 0.0},
}
COUNT = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu", type=float, default=180.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--only", choices=tuple(RULES), nargs="+", default=list(RULES))
    parser.add_argument("--preset", default="swap")
    options = parser.parse_args()
    for name in options.only:
        for seed in options.seeds:
            config = preset(options.preset).config(seed=seed, **RULES[name])
            trainer = Trainer(config)
            trainer.compile()
            begin = time.process_time()
            while time.process_time() - begin < options.cpu:
                trainer.advance(50)
            spent = time.process_time() - begin
            print(f"{name}, seed {seed}: {trainer.step} steps, {spent:.0f} CPU s, {trainer.seconds:.0f} s", flush=True)
            tell(trainer)


def tell(trainer: Trainer) -> None:
    dataset, swapper = trainer.config.dataset, Swapper(trainer.config)
    swapper.load(trainer.checkpoint())
    data = swapper.strangers
    numbers = np.arange(min(COUNT, len(data))) * len(data) // min(COUNT, len(data))
    for side in (0, 1):
        own, other = dataset.sides[side], dataset.sides[1 - side]
        first, true = (np.asarray(data.columns[each.column][numbers]) for each in (own, other))
        away = swapper.changed(first, side)
        home = swapper.changed(away, 1 - side)
        before, come = read(dataset, own, first), turned(dataset, 1 - side, away).mean()
        print(f"  {own.name:6} come to the other side: {come:.3f}", flush=True)
        for what, of, images in (("as it is", other, first), ("away", other, away), ("home", own, home)):
            found = kept(before, read(dataset, of, images))
            each = " ".join(f"{part:.2f}" for part in found.mean(axis=0))
            print(f"  {own.name:6} {what:8} kept {found.mean():.3f} ({each})", flush=True)
        apart = [np.abs(each.astype(float) - true).mean() for each in (first, away)]
        print(
            f"  {own.name:6} from the true other side: {apart[0]:.1f} levels before, {apart[1]:.1f} after", flush=True
        )


if __name__ == "__main__":
    main()
