"""GANBoard's front door: ``streamlit run streamlit_app.py``.

Streamlit imports this file once for the server and its routes, and runs it as a script for every visitor's page.
"""

import streamlit as st
from starlette.middleware import Middleware

from ganboard.app.browsers import Known
from ganboard.app.old_links import OldLinks
from ganboard.app.origin import OneSite
from ganboard.app.routes import lifespan, root, routes
from ganboard.app.shell import show

if __name__ == "__main__":
    show()
else:
    app = st.App(
        __file__,
        routes=routes(),
        middleware=[Middleware(Known), Middleware(OneSite), Middleware(OldLinks, root())],
        lifespan=lifespan,
    )
