"""What is decided from the call to whom the ticket goes (受理, R1–R8a)."""
