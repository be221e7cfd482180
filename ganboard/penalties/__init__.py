"""What is added to the discriminator's loss to keep the game calm, one file each."""

from ganboard.penalties.base import PENALTIES, Penalty

__all__ = ["PENALTIES", "Penalty"]
