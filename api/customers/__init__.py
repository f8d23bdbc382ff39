"""Customers over HTTP: their records, what can be done to them, and who calls, found while on the phone."""
