"""Tickets for scripts: the desk's rules without an event loop, as an application of the eventsourcing library."""
