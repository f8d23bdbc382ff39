"""Auditors' samples over HTTP: drawn, and looked at again."""
