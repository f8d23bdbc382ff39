"""How the desk works: recent aggregates kept at hand, and openings that take the next numbers together."""
