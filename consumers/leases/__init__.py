"""Leases: what only one of the processes on a log may do, it does while its word is the last."""
