"""You against the judge: what comes of guesses which of two pictures is real."""
