"""Rows of section 9 about records, data and the running of the system."""
