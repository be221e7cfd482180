"""The doctor's face: what it says of a run in words, and what is done when a visitor takes its advice."""
