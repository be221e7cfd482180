"""What the explorer asks of a generator, question by question. Runs in the engine, between two turns of training."""

from ganboard.studio.base import Scene, Studio

__all__ = ["Scene", "Studio"]
