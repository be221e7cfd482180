"""How fast creatures are drawn: ``python benchmarks/creatures.py [--count 6000]``.

Prints seconds for each kind of drawing and size, with the load of the machine before it began: on busy cores only the seconds of
computing, summed over all cores, mean something.
"""

from __future__ import annotations

import argparse
import os
import time

from ganboard.creatures.moving import clips
from ganboard.creatures.painting import night, pictures
from ganboard.creatures.sketching import sketches
from ganboard.creatures.traits import creatures


def main() -> None:
    """Draw, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=6000)
    count = parser.parse_args().count
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for draw, each in ((pictures, 1), (night, 1), (sketches, 1), (clips, 8)):
        for size in (28, 32, 64):
            some = creatures(max(1, count // each), seed=0)
            begun, computed = time.perf_counter(), time.process_time()
            draw(some, size)
            took, work = time.perf_counter() - begun, time.process_time() - computed
            print(
                f"{draw.__name__:<9} {len(some):>6} of {size}×{size}: {took:5.2f} s, {work:5.2f} s of computing",
                flush=True,
            )


if __name__ == "__main__":
    main()
