"""Good starting points, by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ganboard.config import TrainConfig, with_start
from ganboard.errors import ConfigError
from ganboard.i18n import N_


@dataclass(frozen=True)
class Preset:
    """A named set of settings.

    Attributes:
        name: Plain id.
        title: What a visitor reads. Marked for translation.
        summary: One sentence. Marked for translation.
        settings: What differs from the defaults of ``TrainConfig``.
    """

    name: str
    title: str
    summary: str
    settings: dict[str, Any] = field(default_factory=dict)

    def config(self, **changes: Any) -> TrainConfig:
        """The preset's config, with changes; with networks of the sizes of what it begins with, see :func:`with_start`."""
        return TrainConfig(
            **with_start({name: value for name, value in self.settings.items() if name not in changes}, changes)
        )


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "quick",
            N_("Handwritten digits (fast)"),
            N_("Digits in seconds, on any computer. One column for each digit."),
            {
                "dataset": "mnist",
                "conditional": True,
                "method": {"name": "gan", "penalty": {"name": "r1", "gamma": 2.0}, "mismatch": 0.03},
            },
        ),
        Preset(
            "fashion",
            N_("Clothes"),
            N_("Small pictures of clothes. One column for each kind."),
            {"dataset": "fashion", "conditional": True, "method": {"name": "gan", "mismatch": 0.05}},
        ),
        Preset(
            "creatures",
            N_("Creatures"),
            N_("Little monsters in colour. After a minute they look at you."),
            {"dataset": "creatures", "conditional": True, "method": {"name": "gan", "mismatch": 0.3}},
        ),
        Preset(
            "words",
            N_("Creatures from words"),
            N_("Say it, and it appears: even red ones with three eyes, which it was never shown."),
            {
                "dataset": "creatures",
                "conditional": True,
                "method": {
                    "name": "words",
                    "architecture": {"name": "lean", "features": 128},
                    "penalty": {"name": "r1", "gamma": 1.0},
                    "mismatch": 1.0,
                    "latent_size": 48,
                },
            },
        ),
        Preset(
            "sketch",
            N_("Creatures from drawings"),
            N_("You draw, and it becomes a picture with eyes, mouth and horns."),
            {"dataset": {"name": "creatures", "size": 64}, "method": "sketch"},
        ),
        Preset(
            "outlines",
            N_("Clothes from outlines"),
            N_("You draw a shirt, a shoe or a bag, and it becomes one."),
            {"dataset": "fashion", "method": "sketch"},
        ),
        Preset(
            "swap",
            N_("Day and night"),
            N_("Creatures by day become creatures by night, and come home the same. Nobody shows it a pair."),
            {"dataset": "creatures", "method": {"name": "swap", "penalty": {"name": "r1", "gamma": 1.0}}},
        ),
        Preset(
            "thin_fat",
            N_("Thin and fat digits"),
            N_("Thin white digits become fat and coloured, and fat ones thin. Nobody shows it a pair."),
            {"dataset": "digits_two", "method": {"name": "swap", "penalty": {"name": "r1", "gamma": 1.0}}},
        ),
        Preset(
            "clips",
            N_("Creatures that move"),
            N_("They blink, bounce, wave and look around. Who they are and how they move are two things."),
            {"dataset": "clips", "method": "clips"},
        ),
        Preset(
            "creatures64",
            N_("Large creatures"),
            N_("Four times as many pixels, and after a minute they look at you, too."),
            {
                "dataset": {"name": "creatures", "size": 64},
                "conditional": True,
                "method": {
                    "name": "gan",
                    "architecture": {"name": "lean", "blocks": 4, "details": 64},
                    "penalty": {"name": "r1", "gamma": 0.4},
                    "decay_steps": 500,
                    "mismatch": 0.3,
                },
            },
        ),
        Preset(
            "article",
            N_("The classic GAN (slow)"),
            N_("The classic way, with large networks: it takes minutes, not seconds."),
            {
                "dataset": "mnist",
                "architecture": "article",
                "objective": "nonsaturating",
                "penalty": "none",
                "latent_size": 100,
                "batch_size": 128,
                "generator_learning_rate": 2e-4,
                "discriminator_learning_rate": 2e-4,
                "decay_steps": 0,
                "beta_1": 0.5,
                "beta_2": 0.999,
                "ema_decay": 0.0,
            },
        ),
        Preset(
            "vae",
            N_("Digits without a judge (VAE)"),
            N_("One network sums each digit up in a few numbers, another draws it again from them."),
            {"dataset": "mnist", "conditional": True, "method": {"name": "vae"}},
        ),
        Preset(
            "acgan",
            N_("A judge that also names"),
            N_("It also says which digit it sees. So the generator must draw what it is asked for."),
            {"dataset": "mnist", "conditional": True, "method": {"name": "acgan"}},
        ),
        Preset(
            "images",
            N_("My pictures"),
            N_("Learn from pictures of your own: at least 16, better some hundred that look alike."),
            {
                "dataset": "images",
                "architecture": {"name": "lean", "width": 20},
                "start": {"name": "shipped", "archive": "untold", "frozen": 2},
                "augmentation": "fixed",  # see FEW in datasets/images.py
            },
        ),
        Preset(
            "hand",
            N_("My handwriting"),
            N_(
                "Write ten digits with a finger. It learns to write like you. The longer it trains, the more it copies."
            ),
            {
                "dataset": "hand",
                "start": {"name": "shipped", "archive": "digits"},
                "conditional": True,
                "method": {"name": "gan", "penalty": {"name": "r1", "gamma": 2.0}, "mismatch": 0.03},
            },
        ),
        Preset(
            "points",
            N_("Points"),
            N_("Eight heaps of points instead of pictures: you see everything that happens."),
            {
                "dataset": "points",
                "architecture": "plane",
                "latent_size": 2,
                "batch_size": 64,
                "decay_steps": 3000,
                "ema_decay": 0.99,
            },
        ),
    )
}


def preset(name: str) -> Preset:
    """The preset of a name.

    Raises:
        ConfigError: there is none.
    """
    if name not in PRESETS:
        raise ConfigError("preset", name, N_("one of {choices}"), choices=", ".join(PRESETS))
    return PRESETS[name]


def title_of(name: str) -> str:
    """The title of a preset, to be translated; a name that is no preset's stands for itself."""
    return PRESETS[name].title if name in PRESETS else name
