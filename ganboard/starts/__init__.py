"""What the networks begin with: fresh weights, or what another training has learnt, one way a file."""

from ganboard.starts.base import STARTS, Start
from ganboard.starts.brought import brought, check_told, may_bring

__all__ = ["STARTS", "Start", "brought", "check_told", "may_bring"]
