"""What an operator sees of the running service from outside: its measures and its traces."""
