"""Each exhibit breaks when its lever is pulled, the doctor says what it is, and the remedy mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ganboard.doctor import diagnose
from ganboard.exhibits import EXHIBITS, Exhibit
from tests.exhibits.visit import Museum

Row = dict[str, Any]
