"""Bringing in another system's log or register, each row as exactly one event, however often it is done."""
