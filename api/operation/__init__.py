"""What administrators do over HTTP: they see ids, types and errors, never what a ticket says."""
