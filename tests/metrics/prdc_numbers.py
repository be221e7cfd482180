"""What the package ``prdc`` says of some clouds. Printed anew, in an environment of its own (it brings scikit-learn), by

    pip install prdc==0.2 && python tests/metrics/prdc_numbers.py

and copied to ``NUMBERS`` below from prdc 0.2 with scikit-learn 1.9.1 and NumPy 2.4.6.
"""

from __future__ import annotations

import numpy as np


def hashed(count: int, size: int, start: int) -> np.ndarray:
    """Numbers from 0 to 1 that look like chance, the same with every version of every library."""
    state, found = start, []
    for _ in range(count * size):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append((state >> 33) / 2**31)
    return np.array(found).reshape(count, size)


def clouds() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Name -> real and fake features."""
    real, fake = hashed(300, 6, 1), hashed(200, 6, 2)
    coarse = np.floor(4 * hashed(150, 3, 3)), np.floor(4 * hashed(170, 3, 4))
    return {
        "alike": (real, fake),
        "shifted": (real, fake + 0.3),
        "half as wide": (real, 0.25 + 0.5 * fake),
        "more dimensions": (hashed(250, 64, 5), 0.9 * hashed(250, 64, 6)),
        "far from the origin": (real + 50, fake + 50.1),
        "whole numbers, with many ties": coarse,
    }


NUMBERS: dict[str, dict[int, tuple[float, float, float, float]]] = {
    "alike": {
        3: (0.95, 0.92, 1.0116666666666667, 0.7766666666666666),
        5: (0.985, 0.9733333333333334, 1.018, 0.92),
    },
    "shifted": {
        3: (0.42, 0.48, 0.27999999999999997, 0.27),
        5: (0.62, 0.65, 0.335, 0.39),
    },
    "half as wide": {
        3: (0.995, 0.09333333333333334, 1.3316666666666666, 0.5166666666666667),
        5: (1.0, 0.15333333333333332, 1.3980000000000001, 0.6833333333333333),
    },
    "more dimensions": {
        3: (0.984, 0.252, 2.9146666666666663, 0.968),
        5: (1.0, 0.396, 2.8280000000000003, 0.992),
    },
    "far from the origin": {
        3: (0.92, 0.8833333333333333, 0.8516666666666667, 0.6666666666666666),
        5: (0.97, 0.9666666666666667, 0.8470000000000001, 0.8066666666666666),
    },
    "whole numbers, with many ties": {
        3: (0.6294117647058823, 0.5066666666666667, 0.40392156862745093, 0.5533333333333333),
        5: (0.8764705882352941, 0.8733333333333333, 0.4576470588235294, 0.8466666666666667),
    },
}
"""Name -> k -> precision, recall, density, coverage."""


if __name__ == "__main__":
    import sys

    from prdc import compute_prdc

    for name, (real, fake) in clouds().items():
        for k in (3, 5):
            found = compute_prdc(real, fake, nearest_k=k)
            numbers = tuple(float(found[key]) for key in ("precision", "recall", "density", "coverage"))
            sys.stdout.write(f"{name}, k = {k}: {numbers}\n")
