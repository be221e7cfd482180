"""What is changed in pictures before the discriminator sees them, one policy a file."""

from ganboard.augmentations.base import AUGMENTATIONS, Augmentation

__all__ = ["AUGMENTATIONS", "Augmentation"]
