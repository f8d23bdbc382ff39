"""The log for analysis over HTTP: chosen events as a file, streamed."""
