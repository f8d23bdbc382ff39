"""Webhooks in the program: what the settings say, who subscribes, and what signs."""
