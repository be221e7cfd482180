"""What the discriminator's weights are held to after each of its updates, one file each."""

from ganboard.constraints.base import CONSTRAINTS, Constraint

__all__ = ["CONSTRAINTS", "Constraint"]
