"""A world of little monsters whose truth is known: factors, drawing, sketches, night, clips and captions. NumPy only."""
