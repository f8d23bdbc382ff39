"""The diary of visits over HTTP: a table, a file, or a calendar."""
