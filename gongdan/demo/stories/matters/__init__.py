"""What has a number of its own beside tickets: returns, complaints, an emergency, lessons."""
