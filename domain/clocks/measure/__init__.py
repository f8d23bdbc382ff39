"""How time is measured against a limit."""
