"""The dashboard: the only importer of Streamlit, and never of TensorFlow."""
