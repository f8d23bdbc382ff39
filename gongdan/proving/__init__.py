"""Proofs of the log: its key, its second copy, and evidence for who trusts nobody here."""
