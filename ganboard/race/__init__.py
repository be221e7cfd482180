"""Races: two to four trainings on the same data and seed that take turns, and who of them won."""
