"""Who is on duty, away and stood in for: the week as a grid, a person of it, and what can be done to their record."""
