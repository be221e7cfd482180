"""What each exhibit looks like when it is broken, made by ``benchmarks/museum_pictures.py``: ``NAME.png``."""
