"""Subscriptions to the public feed over HTTP: opened, changed, paused, told again, ended, and how they stand."""
