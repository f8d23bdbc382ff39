"""Rows of section 9 about what is no ticket, a file a theme, each to be told through the desk once it has the commands."""
