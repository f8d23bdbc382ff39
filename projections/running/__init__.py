"""How read models keep up with the log: writing, resuming, health, rebuilding, views of the past."""
