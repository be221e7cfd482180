"""The ways in which a training fails, one file each."""
