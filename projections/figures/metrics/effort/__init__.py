"""What it took: parts and working time."""
