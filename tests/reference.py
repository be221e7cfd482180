"""The reference in ``docs/reference``, made from the registries and the command line's parser: ``make reference``.

A page is what the code says of itself, in English; ``tests/test_docs.py`` holds it to that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ganboard.cli import parser
from ganboard.cli.options import _about as about
from ganboard.config import TrainConfig
from ganboard.doctor.symptoms.base import SYMPTOMS
from ganboard.exhibits.base import EXHIBITS
from ganboard.metrics.base import METRICS
from ganboard.presets import PRESETS
from ganboard.registry import Part
from ganboard.runs import runs_root
from ganboard.settings import every, registries, registry_of, settings_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make reference` from the code; do not edit. -->\n"
KINDS = {
    "method": "How networks learn from data.",
    "dataset": "What is learned from.",
    "architecture": "The layers of the networks.",
    "objective": "The two losses of the game; their formulas stand in the app, under Understand, Theory.",
    "penalty": "What is added to the discriminator's loss so that it stays smooth.",
    "constraint": "What the discriminator's weights are held to after each of its updates.",
    "augmentation": "How pictures, real and fake, are changed by chance before the discriminator sees them.",
    "start": "What the networks begin with.",
}
"""The kinds of parts in the order of the page, with a sentence each. A test finds a kind that is missing."""


def pages() -> dict[str, str]:
    """All pages: file name -> Markdown."""
    made = {
        "presets.md": presets(),
        "parts.md": parts(),
        "metrics.md": described("Measures of quality", sorted(METRICS, key=order), metric),
        "symptoms.md": described("The doctor's symptoms", sorted(SYMPTOMS, key=order), symptom),
        "exhibits.md": described("The failure museum", sorted(EXHIBITS, key=order), exhibit),
        "commands.md": commands(),
    }
    return {name: f"{MADE}\n{text.rstrip()}\n" for name, text in made.items()}


def presets() -> str:
    """What can be started with one choice, and the settings behind it."""
    rows = [(f"`{each.name}`", each.title, each.summary, settings(each.settings)) for each in PRESETS.values()]
    start = "Each is a choice on the Train page, and `--preset NAME` in the shell. "
    start += "What it does not say is as [the parts](parts.md) have it."
    return f"# Presets\n\n{start}\n\n{table(('name', 'title', 'what it is', 'settings'), rows)}"


def settings(values: dict[str, Any], before: str = "") -> str:
    """Settings as flags would say them."""
    told = []
    for name, value in values.items():
        if isinstance(value, dict):
            told += [f"`{before}{name}` {value['name']}"] * ("name" in value)
            inner = {key: inside for key, inside in value.items() if key != "name"}
            told += [settings(inner, "" if name == "method" else f"{before}{name}.")] * bool(inner)
        else:
            told.append(f"`{before}{name}` {str(value).lower() if isinstance(value, bool) else value}")
    return ", ".join(told)


def parts() -> str:
    """Everything that a config is put together from."""
    found = registries(TrainConfig)
    text = "# Parts and settings\n\nEverything that a training is put together from. "
    text += "Each name is what form, flag, link and JSON call it.\n"
    for kind, sentence in KINDS.items():
        text += f"\n## {kind.capitalize()}\n\n{sentence} Default: `{found[kind].default}`.\n"
        for part in found[kind]:
            text += f"\n### {part.title} (`{part.name}`)\n\n{part.summary}\n"
            if origin := getattr(part, "origin", ""):
                text += f"\nOrigin: {origin}\n"
            text += plain_settings(part)
    rows = [(f"`{name}`", about(info)) for name, info in settings_of(TrainConfig).items() if registry_of(info) is None]
    return f"{text}\n## Of every training\n\n{table(('setting', 'what it is'), rows)}"


def plain_settings(part: type[Part]) -> str:
    """A table of a part's own settings; nothing where it has none."""
    names = {id(info): setting.name for setting in every(TrainConfig).values() for info in setting.owners.values()}
    rows = [
        (f"`{names.get(id(info), name)}`", about(info))
        for name, info in settings_of(part).items()
        if registry_of(info) is None
    ]
    return f"\n{table(('setting', 'what it is'), rows)}\n" if rows else ""


def order(part: Any) -> int:
    """Where a part stands among those of its kind on screen."""
    return int(part.order)


def metric(part: Any) -> str:
    """What is measured, and where it comes from."""
    better = {"higher": "Higher is better. ", "lower": "Lower is better. "}.get(part.better, "")
    return f"{part.summary}\n\n{better}Reference: {part.reference}."


def exhibit(part: Any) -> str:
    """What breaks, the two levers, and why."""
    return (
        f"{part.summary}\n\n**Look at:** {part.look_at}\n\n**Lever:** {part.lever}. **Cure:** {part.cure}.\n\n**Why:** {part.why}"
        f"\n\nReference: {part.reference}."
    )


def symptom(part: Any) -> str:
    """What a symptom is, what it means, and what helps."""
    return f"{part.summary}\n\n{part.meaning}\n\n{part.advice}"


def described(title: str, registry: Iterable[Any], text: Callable[[Any], str]) -> str:
    """Parts one after the other, each under its title."""
    return f"# {title}\n" + "".join(f"\n## {part.title} (`{part.name}`)\n\n{text(part)}\n" for part in registry)


def commands() -> str:
    """Every command with its options."""
    text = "# Commands\n\nWrite `ganboard` where it is installed, `python -m ganboard` in a folder with the sources. "
    text += "Without a command: `app`.\n"
    known = every(TrainConfig)
    for name, command in subcommands(parser()):
        description = (command.description or "").replace(str(runs_root()), "your data folder")
        text += f"\n## {name}\n\n{description}\n"
        settable = any(action.dest == "batch_size" for action in command._actions)
        hidden = {"help", *known} if settable else {"help"}
        options = [action for action in command._actions if action.dest not in hidden]
        rows = [(flags(action), (action.help or "").replace("%%", "%")) for action in options]
        text += f"\n{table(('option', 'what it does'), rows)}\n" if rows else ""
        if settable:
            text += "\nEvery [setting](parts.md) is an option too: `--penalty.gamma 1`, `--batch-size 32`.\n"
    return text


def subcommands(root: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parsers of all commands."""
    for action in root._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def flags(action: argparse.Action) -> str:
    """How an option is written."""
    value = f" {action.metavar}" if action.metavar and action.nargs != 0 else ""
    return ", ".join(f"`{flag}{value}`" for flag in action.option_strings) or f"`{action.dest}`"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
