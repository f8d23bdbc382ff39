"""Accounts at the command line: who signs in, and keys that programs act with."""
