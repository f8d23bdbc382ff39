"""Saved views at the command line."""
