"""Letters that wait for a person, beside the log: strangers' may be thrown away, and the log forgets nothing."""
