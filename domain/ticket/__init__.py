"""The ticket: what can be asked of it, what happens to it, and the two pure functions that decide and evolve."""
