"""Accounts over HTTP: who may sign in, reset and closed by administrators, and keys that programs act with."""
