"""The past over HTTP: what is different between two moments, and what would be under another pack."""
