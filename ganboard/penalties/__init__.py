"""What is added to the discriminator's loss to keep the game calm, one file each."""

from ganboard.penalties.base import PENALTIES, Bench, Penalty, Steep

__all__ = ["PENALTIES", "Bench", "Penalty", "Steep"]
