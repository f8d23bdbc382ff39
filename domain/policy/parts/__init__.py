"""What a policy pack says, one concept a file."""
