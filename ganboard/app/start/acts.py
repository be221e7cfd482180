"""How far a training's pictures have come: told from what is to be seen on them beside real ones, and by no clock."""

from __future__ import annotations

import numpy as np

GAP = 2
"""Pixels between the pictures of a sheet."""
ACTS = ("noise", "blobs", "shapes", "there")
"""In the order in which they come."""
