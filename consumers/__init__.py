"""What follows from an event: one reaction a file."""
