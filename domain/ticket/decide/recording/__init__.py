"""What is decided of the record itself: remarks, corrections, and what the clocks note (R47)."""
