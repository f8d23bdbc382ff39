"""What the department does beside tickets to get better: meetings and periodic care."""
