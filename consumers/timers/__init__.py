"""Timers: one for each key, told once its time has come, whatever stops or starts meanwhile."""
