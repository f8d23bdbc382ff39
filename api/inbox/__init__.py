"""Notices over HTTP: one's own inbox, what was sent to whom and how it ended, and how a notice would read."""
