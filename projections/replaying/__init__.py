"""The log for analysis: chosen events as rows, personal values masked, written as files that analysts' tools read."""
