"""Matters over HTTP: returns, complaints and the others, all in one way, made from the tables of their commands."""
