"""How good clips of creatures are: how often they move as was asked for, and show the same creature in all their frames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ganboard.config import TrainConfig
from ganboard.creatures.factors import SIZES
from ganboard.creatures.moving import MOTIONS
from ganboard.datasets.clips import Clips
from ganboard.errors import CheckpointError, ConfigError
from ganboard.i18n import N_, message
from ganboard.metrics.clips import creatures_in, motions_in, stays_the_same
from ganboard.metrics.intervals import Interval, share
from ganboard.sampler import Sampler, latents
from ganboard.snapshot import Checkpoint

UNSEEN = 2**31
"""The seed of real clips that no training learns from: no dataset's own seed may be so large."""
MOST = 1_000
"""Clips that are looked at, at most: each has eight pictures."""
GOOD = 0.9
"""From this part on what was asked for comes, and a creature stays who it is as often as real ones do."""
SEEN = 0.2
"""As long as fewer show the creature that was asked for, nobody can say who it is that stays the same: grey noise does as well."""


@dataclass(frozen=True)
class ClipNumbers:
    """What some clips amount to, as the judges that ship see them.

    Attributes:
        asked: The part that move as was asked for, or as they should.
        creature: The part whose first frame shows the creature that was asked for, all five factors.
        same: The part in which the same creature is seen in all frames.
        motions: As ``asked``, of each motion.
    """

    asked: Interval
    creature: Interval
    same: Interval
    motions: tuple[float, ...]

    def rows(self) -> dict[str, str]:
        """What there is to read, by title, which is marked for translation."""
        each = {
            N_("The motion that was asked for"): self.asked,
            N_("The creature that was asked for, in the first frame"): self.creature,
            N_("The same creature in all frames"): self.same,
        }
        return {title: f"{one.value:.1%} ({one.low:.1%} – {one.high:.1%})" for title, one in each.items()}

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        three = {name: getattr(self, name).to_dict() for name in ("asked", "creature", "same")}
        return {**three, "motions": list(self.motions)}


@dataclass(frozen=True)
class ClipCounts:
    """In how many clips the judges that ship see what they should; those of several parts can be added.

    Attributes:
        clips: That should show each motion.
        asked: Of these, how many do.
        creature: Clips whose first frame shows the creature that was asked for, all five factors.
        same: Clips in which the same creature is seen in all frames.
    """

    clips: tuple[int, ...] = (0,) * len(MOTIONS)
    asked: tuple[int, ...] = (0,) * len(MOTIONS)
    creature: int = 0
    same: int = 0

    def __add__(self, other: ClipCounts) -> ClipCounts:
        clips, asked = (
            tuple(one + another for one, another in zip(*both, strict=True))
            for both in ((self.clips, other.clips), (self.asked, other.asked))
        )
        return ClipCounts(clips, asked, self.creature + other.creature, self.same + other.same)

    def numbers(self) -> ClipNumbers:
        """What the clips amount to, of which there is at least one."""
        count = sum(self.clips)
        asked, creature, same = (share(each / count, count) for each in (sum(self.asked), self.creature, self.same))
        motions = [round(right / of, 4) for right, of in zip(self.asked, self.clips, strict=True) if of]
        return ClipNumbers(asked, creature, same, tuple(motions))

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {"clips": list(self.clips), "asked": list(self.asked), "creature": self.creature, "same": self.same}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> ClipCounts:
        """The inverse of :meth:`to_dict`."""
        return ClipCounts(tuple(data["clips"]), tuple(data["asked"]), data["creature"], data["same"])


def counts_of(clips: np.ndarray, labels: np.ndarray, factors: np.ndarray) -> ClipCounts:
    """In how many clips the judges see what they should.

    Args:
        clips: uint8, (count, 8, 32, 32, 3).
        labels: The motions that they should show, int, (count,).
        factors: The creatures that they should show, int, (count, 5).
    """
    seen, right = creatures_in(clips), motions_in(clips) == labels
    should, done = (np.bincount(each, minlength=len(MOTIONS)).tolist() for each in (labels, labels[right]))
    creature = int((seen[:, 0] == factors).all(axis=1).sum())
    return ClipCounts(tuple(should), tuple(done), creature, int(stays_the_same(seen).sum()))


def numbers_of(clips: np.ndarray, labels: np.ndarray, factors: np.ndarray) -> ClipNumbers:
    """What clips amount to, at least one, see :func:`counts_of`."""
    return counts_of(clips, labels, factors).numbers()


def chosen(noise: np.ndarray) -> np.ndarray:
    """The factors of the creatures that latents choose: int64, (count, 5).

    Args:
        noise: float32, (count, latent_size): of each factor the value of the largest of its first numbers.
    """
    ends = np.cumsum(SIZES)
    return np.stack([each.argmax(axis=1) for each in np.split(noise[:, : ends[-1]], ends[:-1], axis=1)], axis=1)


@cache
def counts_of_real(start: int, stop: int) -> ClipCounts:
    """As :func:`counts_of`, of real clips that no training learns from: those from number ``start`` to before ``stop``."""
    real = Clips().some(stop, UNSEEN)
    labels, factors = (np.asarray(each)[start:] for each in (real.labels, real.columns["factors"]))
    return counts_of(np.asarray(real.samples[start:stop]), labels, factors)


def of_real(count: int) -> ClipNumbers:
    """What so many real clips amount to that no training learns from."""
    return counts_of_real(0, count).numbers()


def measured(config: TrainConfig, checkpoint: Checkpoint, count: int, seed: int = 0) -> tuple[ClipNumbers, ClipNumbers]:
    """The numbers of a checkpoint, and those of as many real clips that were never trained on.

    Args:
        config: Of a training of clips.
        checkpoint: Of it.
        count: Clips, at least 4; no more than :data:`MOST` are looked at.
        seed: Decides which.

    Returns:
        Its numbers, and those of real clips.

    Raises:
        CheckpointError: it does not fit.
        ConfigError: no clips of creatures are learned.
    """
    if not isinstance(config.dataset, Clips):
        raise ConfigError(
            "dataset", config.dataset.name, N_("clips of creatures: only there judges know what they should show")
        )
    if count < 4:
        raise ConfigError("count", count, N_("a number of at least {ge}"), ge=4)
    count = min(count, MOST)
    noise = latents(count, config.network_spec.latent_size, seed)
    sampler = Sampler.from_checkpoint(config, checkpoint)
    labels = sampler.labels(count)
    if labels is None:  # no method of clips is without
        raise CheckpointError(N_("What the generator of step {step} makes has no classes."), step=checkpoint.step)
    return numbers_of(sampler.sample(noise, labels), labels, chosen(noise)), of_real(count)


def in_words(fakes: ClipNumbers, unseen: ClipNumbers) -> dict[str, Any]:
    """A sentence for a visitor, a message."""
    kept = min(fakes.same.value / unseen.same.value, 1.0) if unseen.same.value else 0.0
    told = {"asked": f"{fakes.asked.value:.0%}", "kept": f"{kept:.0%}"}
    if fakes.creature.value < SEEN:  # grey noise is the same in all frames, too
        sentence = N_("{asked} of its clips move as asked. Who is seen in them cannot be told yet.")
    elif fakes.asked.value < GOOD:
        sentence = N_("{asked} of its clips move as asked. A creature stays the same {kept} as often as in real clips.")
    elif kept < GOOD:
        sentence = N_(
            "They move as was asked for ({asked}), but not yet as the same creature: {kept} as often as in real clips."
        )
    else:
        sentence = N_("They move as was asked for ({asked}), and stay who they are: {kept} as often as in real clips.")
    return message(sentence, **told)
