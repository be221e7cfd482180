"""Whether there is room for a large result, before anything slow is done."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from rich.filesize import decimal

from ganboard.errors import ConfigError
from ganboard.i18n import N_

LARGE = 50_000_000
"""Bytes from which on the size is told before the work begins."""


def check_space(file: Path, count: int, needed: int, what: str) -> None:
    """Say on stderr how large a large result will be.

    Args:
        file: Where it goes.
        count: Of samples in it.
        needed: Bytes.
        what: Are counted, in English.

    Raises:
        ConfigError: there is no room for it.
    """
    free = shutil.disk_usage(file.parent).free
    if needed > free:
        raise ConfigError(
            "count",
            count,
            N_("so many that there is room for them: they need {needed}, and {folder} has {free}"),
            folder=str(file.parent.resolve()),
            **_apart(needed=needed, free=free),
        )
    if needed > LARGE:
        about = f"{count:,} {what}: {decimal(needed)}, of {decimal(free)} free"
        print(f"{about}, into {file}", file=sys.stderr, flush=True)


def _apart(**sizes: int) -> dict[str, str]:
    """Different numbers of bytes as texts, in as many digits as it takes to tell them from each other."""
    for precision in (1, 2, 3, 6, 9):
        texts = {name: decimal(size, precision=precision) for name, size in sizes.items()}
        if len(set(texts.values())) == len(texts):
            break
    return texts
