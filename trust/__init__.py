"""Proof formats, archive, witness and verifier; imports nothing of ours."""
