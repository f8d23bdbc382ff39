"""How a ticket stands: what the API shows of it at this moment."""
