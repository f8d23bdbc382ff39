"""Matters as a person reads them in a terminal: a file of words for each kind."""
