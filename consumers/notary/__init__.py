"""The second copy of the log, with proofs."""
