"""The event log with its keys, as replays read it."""
