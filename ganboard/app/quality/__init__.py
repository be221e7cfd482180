"""What the Evaluate page is made of: what was measured of a run, what it means, and how it is shown."""
