"""Small classifiers that ship inside; see the README beside this file."""
