"""What holds whatever is decided: whose word it is, what shows it, in which order things happen."""
