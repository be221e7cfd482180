"""Small sets of images that ship inside; see the README beside this file."""
