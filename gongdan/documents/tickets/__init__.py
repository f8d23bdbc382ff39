"""The documents of a ticket, one a file: which sections stand in it, and whether it is final."""
