"""How good generated images are: numbers, and the features they are taken from."""

from ganboard.metrics.features import Extractor, extractor_for

__all__ = ["Extractor", "extractor_for"]
