"""Metrics over HTTP: figures of any time, grouped, with their targets; and what each was counted from."""
