"""Proofs over HTTP: what an auditor takes away, to check it elsewhere."""
