"""Accounts: by what a member of staff signs in, and what was done to it. No secret of it is ever an event."""
