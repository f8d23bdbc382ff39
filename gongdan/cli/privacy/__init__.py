"""What privacy officers do at the command line."""
