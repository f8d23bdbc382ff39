"""Dispatch, work, parts, fees and waiting: R19 to R27."""
