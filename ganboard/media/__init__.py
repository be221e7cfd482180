"""What is learned and made: one file for each kind."""

from ganboard.media.base import Medium
from ganboard.media.clip import ClipMedium
from ganboard.media.image import ImageMedium, PixelMedium
from ganboard.media.points import PointsMedium

__all__ = ["ClipMedium", "ImageMedium", "Medium", "PixelMedium", "PointsMedium"]
