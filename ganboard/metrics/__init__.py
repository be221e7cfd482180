"""How good generated images are: numbers with their intervals, and the features they are taken from."""

from ganboard.metrics.base import METRICS, ImageSet, Metric, Samples
from ganboard.metrics.features import Extractor, extractor_for
from ganboard.metrics.reading import Reading, compare

__all__ = ["METRICS", "Extractor", "ImageSet", "Metric", "Reading", "Samples", "compare", "extractor_for"]
