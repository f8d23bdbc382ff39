"""How well: lasting solutions, failures, repairs."""
