"""What follows the log, in a process of its own beside the one that answers people."""
