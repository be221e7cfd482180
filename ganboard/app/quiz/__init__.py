"""You against the judge, past Streamlit: pairs, rounds, and the rooms in which a class plays."""
