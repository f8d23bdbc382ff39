"""Writes the department's documents and sets them as PDF: words, templates and the font come with the program."""
