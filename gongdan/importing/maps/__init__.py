"""The map file: what it may say, and finding and checking it."""
