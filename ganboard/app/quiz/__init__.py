"""You against D, past Streamlit: pairs, rounds, and the rooms in which a class plays."""
