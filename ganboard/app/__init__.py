"""The dashboard: the only importer of Streamlit, and never of TensorFlow."""

import os

# Before NumPy is loaded: what the dashboard computes is small, and beside a training NumPy's threads would wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
