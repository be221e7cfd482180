"""Pairs of networks, one file each."""

from ganboard.architectures.base import ARCHITECTURES, Architecture, Networks, NetworkSpec

__all__ = ["ARCHITECTURES", "Architecture", "NetworkSpec", "Networks"]
