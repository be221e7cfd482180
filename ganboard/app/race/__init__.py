"""A race on the Train page: chosen and bet on in the form, watched in place of a run, and what came of it."""
