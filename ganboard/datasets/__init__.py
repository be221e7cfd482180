"""Named sets of images to learn from."""

from ganboard.datasets.base import DATASETS, Data, Dataset, resolve
from ganboard.datasets.split import split

__all__ = ["DATASETS", "Data", "Dataset", "resolve", "split"]
