"""Rows of section 9 about tickets."""
