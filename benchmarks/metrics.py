"""Seconds and memory of all metrics, and how many times as long their plain versions take.

``python benchmarks/metrics.py [--count 5000] [--plain 600]``

The fakes are made by the shipped generator of digits, the real images are the digits it was trained on, and the held-out ones those
it was not. Making and looking at images takes TensorFlow and happens in one process, measuring in another, where
NumPy has one thread as in the engine, unless ``OPENBLAS_NUM_THREADS`` says otherwise. The plain versions
are what one would write down first: all differences of all pairs in one array, and 1,000 bootstrap draws for an interval. They
run on fewer images, since memory grows with the product of both counts; ours runs on the same for the ratio. Of the 1,000 draws
two are timed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

DRAWS, TIMED = 1_000, 2
MEGABYTE = 1_000_000


def main() -> None:
    """Gather in one process, measure in another, compare in a third."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000, help="fakes")
    parser.add_argument("--plain", type=int, default=600, help="images of each kind for the comparison")
    parser.add_argument("--phase", choices=["gather", "measure", "compare"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.phase:
        {"gather": gather, "measure": measure, "compare": compare}[options.phase](options)
        return
    with tempfile.TemporaryDirectory() as folder:
        for phase in ("gather", "measure", "compare"):
            arguments = ["--count", str(options.count), "--plain", str(options.plain), "--phase", phase]
            command = [sys.executable, __file__, *arguments, "--file", str(Path(folder) / "seen.npz")]
            subprocess.run(command, check=True, env={"OPENBLAS_NUM_THREADS": "1"} | os.environ)


def peak() -> float:
    """Most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def gather(options: argparse.Namespace) -> None:
    """Make fakes and look at all images."""
    from ganboard.backend import load_quietly
    from ganboard.datasets import DATASETS, split
    from ganboard.metrics import extractor_for
    from ganboard.sampler import Sampler
    from ganboard.shipped import shipped

    load_quietly()
    archive = shipped("digits")
    sampler = Sampler.from_checkpoint(archive.config, archive.checkpoint)
    fakes, asked = sampler.generate(options.count, seed=0)
    dataset = DATASETS.create("mnist")
    extractor = extractor_for(dataset, dataset.shape)
    training, held_out = split(dataset.load())
    extractor.look(fakes[:500])  # compiles
    begin, arrays = time.perf_counter(), {}
    for name, images, labels in (
        ("fake", fakes, asked),
        ("real", training.samples, training.labels),
        ("held_out", held_out.samples, held_out.labels),
    ):
        order = np.random.default_rng(0).permutation(len(images))
        features, probabilities = extractor.look(images[order])
        arrays |= {f"{name}_images": images[order], f"{name}_features": features}
        arrays |= {f"{name}_probabilities": probabilities, f"{name}_labels": labels[order]}
    seconds = time.perf_counter() - begin
    count = sum(len(arrays[f"{name}_images"]) for name in ("fake", "real", "held_out"))
    print(f"looking at {count:,} images, all three kinds: {seconds:.2f} s, peak {peak():.0f} MB with TensorFlow")
    np.savez(options.file, **arrays)


def read(file: Path, count: int | None = None):
    """The samples that :func:`gather` wrote."""
    from ganboard.metrics import ImageSet, Samples

    arrays = np.load(file)
    parts = ("images", "features", "probabilities", "labels")
    sets = [ImageSet(*(arrays[f"{name}_{part}"][:count] for part in parts)) for name in ("fake", "real", "held_out")]
    return Samples(*sets, "digits", "features of our digit classifier", tuple("0123456789"))


def measure(options: argparse.Namespace) -> None:
    """Each metric's number, interval, best and fair number."""
    from ganboard.device import cores
    from ganboard.i18n import render
    from ganboard.metrics import METRICS

    samples = read(options.file)
    sets = (samples.fake, samples.real, samples.held_out)
    counts = " fakes, {:,} real and {:,} held-out images"
    print(f"{cores()} CPU cores; {len(sets[0]):,}{counts.format(*map(len, sets[1:]))}; at the start {peak():.0f} MB")
    whole, work = time.perf_counter(), time.process_time()
    for metric in METRICS:
        begin = time.perf_counter()
        reading = metric().measure(samples)
        print(
            f"{metric.name:15}{time.perf_counter() - begin:6.2f} s  peak {peak():4.0f} MB  {render(reading.sentence)}"
        )
    print(
        f"all metrics: {time.perf_counter() - whole:.2f} s, {time.process_time() - work:.2f} s of work of all cores, "
        f"peak {peak():.0f} MB (precision's time is that of four metrics)"
    )


def compare(options: argparse.Namespace) -> None:
    """Ours and the plain versions on the same features."""
    from ganboard.metrics import METRICS

    samples = read(options.file, options.plain)
    fake, real = (np.asarray(each.features, np.float64) for each in (samples.fake, samples.real))
    cases: list[tuple[str, tuple[str, ...], Callable[[np.ndarray, np.ndarray], object]]] = [
        ("Fréchet", ("frechet",), plain_frechet),
        ("kernel", ("kernel",), plain_kernel),
        ("precision, recall, density, coverage", ("precision", "recall", "density", "coverage"), plain_neighbours),
    ]
    totals = np.zeros(2)
    for title, names, plain in cases:
        again = read(options.file, options.plain)
        begin = time.perf_counter()
        for name in names:
            METRICS.get(name)().estimate(again.fake, again)
        ours = time.perf_counter() - begin
        begin = time.perf_counter()
        plain(fake, real)
        once = time.perf_counter() - begin
        begin = time.perf_counter()
        for seed in range(TIMED):
            chance = np.random.default_rng(seed)
            plain(fake[chance.integers(len(fake), size=len(fake))], real[chance.integers(len(real), size=len(real))])
        theirs = once + (time.perf_counter() - begin) / TIMED * DRAWS
        totals += ours, theirs
        print(
            f"{title}, {len(fake)} against {len(real)}: ours {ours:.3f} s with its interval; plain {once:.3f} s without, "
            f"{theirs:.0f} s with {DRAWS:,} draws: {theirs / ours:,.0f} times as long"
        )
    print(f"together the plain versions take {totals[1] / totals[0]:,.0f} times as long; peak {peak():.0f} MB")


def plain_frechet(fake: np.ndarray, real: np.ndarray) -> float:
    """With the eigenvalues of the product of both covariances."""
    one, two, shift = np.cov(fake.T), np.cov(real.T), fake.mean(0) - real.mean(0)
    roots = np.sqrt(np.linalg.eigvals(one @ two).astype(complex)).real.sum()
    return float(shift @ shift + np.trace(one) + np.trace(two) - 2 * roots)


def plain_kernel(fake: np.ndarray, real: np.ndarray) -> float:
    """With three whole matrices."""

    def kernel(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return (first @ second.T / first.shape[1] + 1) ** 3

    one, two, across = kernel(fake, fake), kernel(real, real), kernel(fake, real)
    within = [(each.sum() - np.trace(each)) / (len(each) * (len(each) - 1)) for each in (one, two)]
    return float(sum(within) - 2 * across.mean())


def plain_neighbours(fake: np.ndarray, real: np.ndarray) -> tuple[float, ...]:
    """With all differences of all pairs."""

    def apart(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.sqrt(np.square(first[:, None] - second[None]).sum(axis=-1))

    real_order, fake_order = (np.sort(apart(each, each), axis=1) for each in (real, fake))
    across = apart(real, fake)
    inside = across < real_order[:, 5:6]
    precision, recall = (across < real_order[:, 3:4]).any(0).mean(), (across < fake_order[:, 3]).any(1).mean()
    return float(precision), float(recall), float(inside.sum(0).mean() / 5), float(inside.any(1).mean())


if __name__ == "__main__":
    main()
