"""Grading, diagnosis and solution plans: R9 to R18."""
