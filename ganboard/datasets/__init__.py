"""Named sets of images to learn from."""

from ganboard.datasets.base import DATASETS, Data, Dataset, resolve

__all__ = ["DATASETS", "Data", "Dataset", "resolve"]
