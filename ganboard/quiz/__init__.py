"""You against D: what comes of guesses which of two pictures is real."""
