"""What is decided from the solution to the archive (确认、回访、结案, R28–R34)."""
