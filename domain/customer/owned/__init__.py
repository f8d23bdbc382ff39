"""What follows from what a customer owns: the warranty, and repairs of the same fault again."""
