"""Loads full sets in a process of its own, with an empty cache and a closed network; prints what happened as JSON."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

import numpy as np

from ganboard.backend import keras
from ganboard.datasets import DATASETS, resolve
from ganboard.datasets.base import shipped
from ganboard.i18n import render
from tests.datasets.drawing import write_idx

CACHE = Path(os.environ["KERAS_HOME"]) / "datasets"


def attempt(name: str) -> dict:
    """What :func:`resolve` gives for the full set, and how long it takes."""
    told: list[float] = []
    start = time.monotonic()
    used, data, problem = resolve(DATASETS.create({"name": name, "full": True}), told.append)
    return {
        "used": used.to_dict(),
        "seconds": time.monotonic() - start,
        "shape": data.samples.shape,
        "dtypes": [str(data.samples.dtype), str(data.labels.dtype)],
        "counts": np.bincount(data.labels).tolist(),
        "same": bool(np.array_equal(data.samples[:10_000], shipped("fashion_10k.npz").samples)),
        "problem": None if problem is None else render(problem),
        "progress": told[-1] if told else None,
    }


def leave() -> str:
    """What comes of an exception in the progress callable, by which a caller stops waiting."""

    def stop(part: float) -> None:
        raise InterruptedError("enough")

    try:
        DATASETS.create({"name": "fashion", "full": True}).load(stop)
    except InterruptedError as error:
        return str(error)
    return "nothing"


def main() -> None:
    """Every case, one after the other."""
    assert keras.__version__  # loaded now, so that the times are those of loading alone
    report = {"mnist, empty cache": attempt("mnist"), "fashion, empty cache": attempt("fashion")}
    broken = CACHE / "mnist.npz"
    broken.write_bytes(np.random.default_rng(0).bytes(100_000))
    report["mnist, damaged cache"] = {**attempt("mnist"), "left": broken.exists()}
    folder = CACHE / "fashion-mnist"
    clothes = shipped("fashion_10k.npz")
    for part, times in (("train", 6), ("t10k", 1)):
        write_idx(folder / f"{part}-labels-idx1-ubyte.gz", np.tile(clothes.labels, times))
        write_idx(folder / f"{part}-images-idx3-ubyte.gz", np.tile(clothes.samples[..., 0], (times, 1, 1)))
    report["fashion, filled cache"] = attempt("fashion")
    report["a viewer who leaves"] = leave()
    images = folder / "train-images-idx3-ubyte.gz"
    images.write_bytes(images.read_bytes()[:1_000_000])
    report["fashion, cut-off file"] = attempt("fashion")
    images.write_bytes(b"<html>Please log in to this network</html>")
    report["fashion, a web page instead"] = attempt("fashion")
    report["timeout"] = socket.getdefaulttimeout()
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
