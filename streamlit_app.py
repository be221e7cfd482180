"""GANBoard's front door: ``streamlit run streamlit_app.py``.

Streamlit imports this file once for the server and its routes, and runs it as a script for every visitor's page.
"""

import streamlit as st

from ganboard.app.doors import around
from ganboard.app.shell import show

if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, **around())
