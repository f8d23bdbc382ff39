"""The customers' pages once they came in."""
