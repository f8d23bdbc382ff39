"""Letters that came in and wait for a person: listed, read, let in or dropped."""
