"""What is learned and made: one file for each kind."""

from ganboard.media.base import Medium
from ganboard.media.image import ImageMedium

__all__ = ["ImageMedium", "Medium"]
