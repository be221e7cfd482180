"""Arrays on their way to a page."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import numpy as np


def packed(scene: dict[str, np.ndarray]) -> dict[str, dict[str, Any]]:
    """Arrays as JSON types: the shape, and the numbers in base64, little-endian float32 or uint8."""
    return {
        name: {
            "shape": list(array.shape),
            "kind": array.dtype.name,
            "data": b64encode(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()).decode(),
        }
        for name, array in scene.items()
    }
