"""What is learned and made: one file for each kind."""

from ganboard.media.base import Medium
from ganboard.media.image import ImageMedium
from ganboard.media.points import PointsMedium

__all__ = ["ImageMedium", "Medium", "PointsMedium"]
