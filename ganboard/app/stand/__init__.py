"""The page of a stand: a clock whose digits a generator draws that learns from noise again and again."""
