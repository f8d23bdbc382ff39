"""Proofs at the command line: they need no service, only the archive or a bundle."""
