"""What a policy pack says beside its clocks, one concept a file."""
