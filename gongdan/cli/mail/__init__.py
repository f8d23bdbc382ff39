"""The command for letters that wait for a person."""
