"""How good a generator is: what is compared, all readings of one checkpoint, and where they are kept."""
