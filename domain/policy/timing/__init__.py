"""Clocks: durations, what starts and stops one, and when it runs."""
