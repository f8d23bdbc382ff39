"""Staff over HTTP: their records, what can be done to them, and whom to dispatch to a ticket."""
