"""Tickets over HTTP: one route an action, a ticket as it stands, and its whole history."""
