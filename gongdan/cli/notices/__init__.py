"""Notices at the command line."""
