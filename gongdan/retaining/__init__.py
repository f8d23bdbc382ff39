"""Years that are over, copied out of the log as they stand there, and checked against what was said of the copy."""
