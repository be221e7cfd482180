"""GANBoard's front door where it is installed: what ``ganboard`` has Streamlit run. See ``streamlit_app.py`` for one in a folder.

It stands in a folder of its own because Streamlit puts a script's folder on Python's path, and reads ``.streamlit`` there.
"""

import streamlit as st

from ganboard.app.doors import around
from ganboard.app.shell import show

if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, **around())
