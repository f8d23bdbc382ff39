"""Clocks of many tickets over HTTP."""
