"""What helps where pictures are few: beginning with what ready-made networks know, and changing what the judge sees.

``python benchmarks/few_pictures.py [--sets flags faces icons stamps] [--recipes NAME ...] [--seconds 60] [--seeds 1] [--looks 1]``

Four sets of 100 to 800 pictures, made of what Debian's packages hold; what is not installed is named and left out: ``apt install
iso-flags-png-320x240 fonts-noto-color-emoji oxygen-icon-theme tuxpaint-stamps-default``. Every recipe gets the same seconds of CPU
time, of all threads together, so that other work on the computer hardly matters. Told at the end, and with ``--looks`` after equal
parts of that time as well (a single moment says little: two networks swing), are the kernel distance from all
pictures of the set times 1,000, precision, coverage, and which part of the fakes is a training picture over again. Recipes that
begin with ``"a run"`` begin with the training that ``--run`` names, such as one of creatures that was not told their kinds:
``ganboard train --preset creatures --no-conditional --architecture.width 20 --steps 4900``.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ganboard import figures
from ganboard.backend import load_quietly
from ganboard.config import TrainConfig
from ganboard.datasets import Data
from ganboard.datasets.images import read_images
from ganboard.evaluation.repeats import Repeats
from ganboard.metrics import extractor_for
from ganboard.metrics.kernel import kernel_distance
from ganboard.metrics.neighbourhoods import density_coverage, precision_recall
from ganboard.presets import preset
from ganboard.sampler import latents
from ganboard.trainer import Trainer

FAKES = 500
SIDE = 109
"""The one size in which the letters of Noto Color Emoji are drawn, pixels."""
EMOJI = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
FACES = [*range(0x1F600, 0x1F650), *range(0x1F910, 0x1F918), *range(0x1F920, 0x1F930), *range(0x1F970, 0x1F97B)]
EVERY = 20
"""Steps between two looks at the clock."""
WIDE = {"architecture": {"name": "lean", "width": 20}, "start": "fresh", "augmentation": "none"}
"""As wide as the creatures that ship."""
WARM = {**WIDE, "start": {"name": "shipped", "archive": "untold"}}
ALMOST = {**WIDE, "start": {"name": "shipped", "archive": "untold", "frozen": 2}}
RECIPES: dict[str, dict[str, Any]] = {
    "from nothing": WIDE,
    "warm": WARM,
    "from nothing, adaptive": {**WIDE, "augmentation": "adaptive"},
    "warm, adaptive": {**WARM, "augmentation": "adaptive"},
    "warm, always": {**WARM, "augmentation": "fixed"},
    "warm, 2 frozen": ALMOST,
    "warm, 2 frozen, adaptive": {**ALMOST, "augmentation": "adaptive"},
    "a run, always": {**WIDE, "start": {"name": "run"}, "augmentation": "fixed"},
    "a run, 2 frozen, always": {**WIDE, "start": {"name": "run", "frozen": 2}, "augmentation": "fixed"},
    "from nothing, always": {**WIDE, "augmentation": "fixed"},
    "untold, 2 frozen, always": {**ALMOST, "augmentation": "fixed"},
}


def files(folder: str, pattern: str = "**/*.png") -> Iterator[tuple[str, bytes]]:
    """Pictures of a package, by the names of their files."""
    found = sorted(path for path in Path(folder).glob(pattern) if path.is_file() and not path.is_symlink())
    return ((str(path.relative_to(folder)), path.read_bytes()) for path in found)


def faces() -> Iterator[tuple[str, bytes]]:
    """Yellow faces, drawn with a font of coloured letters."""
    if not EMOJI.exists():
        return
    font = ImageFont.truetype(EMOJI, SIDE)
    for letter in FACES:
        picture = Image.new("RGBA", (136, 128))
        ImageDraw.Draw(picture).text((0, 0), chr(letter), font=font, embedded_color=True)
        if picture.getbbox():
            file = io.BytesIO()
            picture.save(file, "PNG")
            yield f"{letter:x}.png", file.getvalue()


SETS: dict[str, tuple[str, Callable[[], Iterator[tuple[str, bytes]]]]] = {
    "flags": ("iso-flags-png-320x240", lambda: files("/usr/share/iso-flags-png-320x240")),
    "faces": ("fonts-noto-color-emoji", faces),
    "icons": ("oxygen-icon-theme", lambda: files("/usr/share/icons/oxygen/base/64x64")),
    "stamps": ("tuxpaint-stamps-default", lambda: files("/usr/share/tuxpaint/stamps/animals")),
}


def main() -> None:
    """Train each recipe on each set, stop the clock, judge, go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument(
        "--recipes", nargs="+", choices=RECIPES, default=[name for name in RECIPES if "a run" not in name]
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--looks", type=int, default=1)
    parser.add_argument("--run", default="", help="what recipes of a run begin with")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each result")
    options = parser.parse_args()
    load_quietly()
    sets: dict[str, Data] = {}
    for name in options.sets:
        package, find = SETS[name]
        found = list(find())
        if not found:
            print(f"{name}: nothing there; apt install {package}")
            continue
        sets[name] = read_images(found)
        print(f"{name}: {len(sets[name])} pictures of {package}", flush=True)
        if options.pictures:
            _show(options.pictures / f"{name}.png", sets[name].samples[:60])
    print("set · recipe · seed · CPU s · steps · kernel distance · precision · coverage · copies", flush=True)
    for recipe in options.recipes:
        for name, data in sets.items():
            for seed in range(options.seeds):
                config = preset("images").config(**RECIPES[recipe], seed=seed)
                if config.start.name == "run":
                    config = config.replace(start={**config.start.to_dict(), "run": options.run})
                for numbers, fakes in _looks(config, data, options.seconds, options.looks):  # noqa: B007
                    print(" · ".join([name, recipe, str(seed), *numbers]), flush=True)
                if options.pictures:
                    _show(options.pictures / f"{name}-{recipe.replace(', ', '-').replace(' ', '_')}-{seed}.png", fakes)


def _looks(config: TrainConfig, data: Data, seconds: float, looks: int) -> Iterator[tuple[list[str], np.ndarray]]:
    """What came of a training after equal parts of its time, and some of its fakes; what looking takes does not count."""
    trainer = Trainer(config, data)
    trainer.compile()
    height, width, channels = data.samples.shape[1:]
    extractor = extractor_for(config.dataset, (height, width, channels))
    real = np.asarray(extractor.features(data.samples), np.float64)
    repeats = Repeats(trainer.data.samples)
    spent = 0.0
    for look in range(1, looks + 1):
        begun = time.process_time() - spent
        while (spent := time.process_time() - begun) < seconds * look / looks:
            trainer.advance(EVERY)
        fakes = trainer.sampler.sample(latents(FAKES, config.network_spec.latent_size, 1))
        made = np.asarray(extractor.features(fakes), np.float64)
        numbers = [
            f"{spent:.0f}",
            f"{trainer.step}",
            f"{1000 * kernel_distance(real, made):.2f}",
            f"{precision_recall(real, made)[0]:.2f}",
            f"{density_coverage(real, made)[1]:.2f}",
            f"{repeats.repeated(fakes).mean():.0%}",
        ]
        yield numbers, fakes[:60]


def _show(path: Path, pictures: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(figures.png(figures.grid(pictures, 10)))


if __name__ == "__main__":
    main()
