"""Erasing people for good: their keys first, then every copy of what these opened, on record once nothing is left."""
