"""How good creatures of 64×64 pixels are beside those of 32×32 after equal computing: ``python benchmarks/sixty_four.py``.

Options: ``--seconds 60 120`` (of computing, summed over all cores: on busy cores only these mean something), ``--seeds 1``,
``--ways NAME ...`` (all if left out), ``--pictures FOLDER`` (a sheet of each). The judge of creatures that ships looks at
32×32 pixels and brings larger ones to that size. Of 2,000 samples: how sharp they are beside real ones of their own size; how
many show all five factors so that the judge is sure of each (at least 90%); how many of the 648 kinds are among these; how
many show what was asked for; how far apart two of one kind with other noise are, beside two real ones of one kind: below 1
where the noise is heard too little; and how grainy they are, which sharpness alone would take for sharp.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ganboard.backend import load_quietly
from ganboard.config import TrainConfig
from ganboard.device import cores
from ganboard.metrics import extractor_for
from ganboard.metrics.creatures import of_factors, seen
from ganboard.metrics.sharpness import edges
from ganboard.presets import preset
from ganboard.trainer import Trainer

COUNT = 2_000
SURE = 0.9
"""How probable each factor's value must be at least."""
LARGE = {"name": "creatures", "size": 64}


def ways() -> dict[str, TrainConfig]:
    """What is compared, by name: the two presets, and what else was weighed."""
    small, large = preset("creatures").config(), preset("creatures64").config()
    plain = small.replace(dataset=LARGE)
    before = large.replace(decay_steps=2000, **{"architecture.details": 0, "penalty.gamma": 0.1})
    return {
        "creatures": small,
        "creatures64": large,
        "networks of 32": plain,
        "half the width": plain.replace(**{"architecture.width": 12}),
        "no filters for details": before,
        "gamma 0.1": large.replace(decay_steps=2000, **{"penalty.gamma": 0.1}),
        "slower later": large.replace(decay_steps=2000),
        "gamma 0.4, no filters": before.replace(**{"penalty.gamma": 0.4}),
        "coarse for 1000": before.replace(coarse_steps=2000, **{"penalty.gamma": 0.4}),
        "not told": large.replace(conditional=False, mismatch=0.0),
    }


def apart(images: np.ndarray, labels: np.ndarray) -> float:
    """Mean absolute difference, 0 to 255, of the pixels of two images of one kind: each with the next one of its kind.

    Args:
        images: uint8, (count, height, width, channels).
        labels: Their kinds, int32, (count,); two are of one kind at least.
    """
    order = np.argsort(labels, kind="stable")
    first, second = order[:-1], order[1:]
    alike = labels[first] == labels[second]
    pairs = zip(first[alike], second[alike], strict=True)
    return float(np.mean([np.abs(images[one].astype(np.float32) - images[other]).mean() for one, other in pairs]))


def grain(images: np.ndarray) -> float:
    """Median over pixels and colours of how far one is from its four neighbours together, from 0 to 1,020; of flat ones 0.

    Args:
        images: uint8, (count, height, width, channels). Most of a creature's picture is flat: real ones have 0.
    """
    part = images[:500].astype(np.float32)
    around = part[:, :-2, 1:-1] + part[:, 2:, 1:-1] + part[:, 1:-1, :-2] + part[:, 1:-1, 2:]
    return float(np.median(np.abs(around - 4 * part[:, 1:-1, 1:-1])))


def judged(images: np.ndarray, labels: np.ndarray | None, real: np.ndarray, config: TrainConfig) -> dict[str, float]:
    """What the judge says of images, uint8, (count, height, width, 3)."""
    probabilities = extractor_for(config.dataset, config.dataset.shape).classify(images)
    sure = np.min([each.max(axis=1) for each in of_factors(probabilities)], axis=0) >= SURE
    found = {
        "sharpness": edges(images).mean() / edges(real).mean(),
        "sure": sure.mean(),
        "grain": grain(images),
        "kinds": len(np.unique(seen(probabilities)[sure], axis=0)),
    }
    return found if labels is None else found | {"asked": (probabilities.argmax(axis=1) == labels).mean()}


def told(found: dict[str, Any]) -> str:
    """The same as a text."""
    asked = f", as asked {found['asked']:.1%}" if "asked" in found else ""
    apart = f", apart {found['apart']:.2f}" if "apart" in found else ""
    first = f"sharpness {found['sharpness']:.2f}, grain {found['grain']:.0f}, sure {found['sure']:.1%}"
    return f"{first}, kinds {found['kinds']}{asked}{apart}"


def main() -> None:
    """Train each way, stop at each number of seconds, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, nargs="+", default=[60, 120])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--ways", nargs="+")
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    load_quietly()
    print(f"{cores()} CPU cores")
    for seed in range(options.seeds):
        for name in options.ways or ways():
            config = ways()[name].replace(seed=seed)
            trainer = Trainer(config)
            trainer.compile()
            real, kinds = trainer.data.samples[:COUNT], trainer.data.labels[:COUNT]
            spent = 0.0
            for seconds in options.seconds:
                while spent < seconds:
                    before = time.process_time()
                    trainer.advance(20)
                    spent += time.process_time() - before
                images, labels = trainer.sampler.generate(COUNT, seed=1)
                found = judged(images, labels, real, config)
                if labels is not None:
                    found["apart"] = apart(images, labels) / apart(real, kinds)
                print(
                    f"{name}, seed {seed}, {spent:.0f} s of computing, {trainer.step} steps: {told(found)}", flush=True
                )
                if options.pictures:
                    side = images.shape[1]
                    sheet = images[:64].reshape(8, 8, side, side, 3).swapaxes(1, 2).reshape(8 * side, 8 * side, 3)
                    file = options.pictures / f"{name.replace(' ', '_')}_{seed}_{seconds:.0f}.png"
                    Image.fromarray(sheet).resize((1024, 1024), Image.Resampling.NEAREST).save(file)


if __name__ == "__main__":
    main()
