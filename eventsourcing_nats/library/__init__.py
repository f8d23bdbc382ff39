"""The synchronous face for the eventsourcing library: recorders and their factory over the asynchronous log."""
