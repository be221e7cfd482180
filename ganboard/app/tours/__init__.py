"""Guided tours on the pages: which one a visitor is on, the panel beside every page, and worksheets."""
