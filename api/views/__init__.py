"""Saved views over HTTP: kept, changed, shared, and applied to the lists that they are of."""
