"""Stored events in, stored events and notifications out: what the library calls recorders."""
