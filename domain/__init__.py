"""What is true about tickets: events, commands, the two pure functions that decide and evolve, and the desk; no I/O."""
