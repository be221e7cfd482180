"""What the networks begin with: fresh weights, or what another training has learnt, one way a file."""

from ganboard.starts.base import STARTS, Start

__all__ = ["STARTS", "Start"]
