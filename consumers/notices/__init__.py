"""Telling people of what happened: an outbox filled from the log, who is told by what, and how each notice ends."""
