"""Samples of tickets that auditors draw: by chance, and yet the same again for everybody who asks the same."""
