"""The entrants of a race of one's own, as far as a visitor has taken them: held as a choice, and in the page's address."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

from ganboard.app import address, linked
from ganboard.app.choices import choose, chosen
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.race.entry import MOST

CHOICE, NAME = "race.entrants", "entrants"
"""The choice, a list of configs as JSON; and what the address calls it."""


def entrants() -> list[TrainConfig]:
    """The entrants that were taken so far, or that a link names; what cannot be read, as of another version, is left out."""
    if (text := address.followed(NAME)) is not None:
        choose(CHOICE, [each.to_json() for each in _unpacked(text)])
    found = []
    for text in chosen(CHOICE, []):
        try:
            found.append(TrainConfig.from_json(text))
        except (GANBoardError, TypeError):
            continue
    found = found[:MOST]
    linked.put(NAME, _packed(found) if found else None)
    return found


def keep(configs: Sequence[TrainConfig]) -> None:
    """Hold other ones."""
    choose(CHOICE, [each.to_json() for each in configs])
    address.note(NAME, _packed(configs) if configs else None)


def _packed(configs: Sequence[TrainConfig]) -> str:
    """What each has otherwise than the defaults."""
    told = json.dumps([each.to_query() for each in configs], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _unpacked(text: str) -> list[TrainConfig]:
    """The inverse; nothing where it is nonsense. A link must not name files of this computer."""
    try:
        told = json.loads(base64.urlsafe_b64decode(text[: linked.LONGEST] + "=" * (-len(text) % 4)))
        configs = [TrainConfig.from_query({str(name): str(value) for name, value in each.items()}) for each in told]
    except (GANBoardError, ValueError, TypeError, AttributeError, RecursionError):
        return []
    return [config for config in configs if "dataset.path" not in config.to_flat()][:MOST]
