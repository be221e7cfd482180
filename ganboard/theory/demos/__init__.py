"""The things to move, one file each."""
