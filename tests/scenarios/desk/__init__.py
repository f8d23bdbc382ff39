"""Runs stories at a desk over a store in memory."""
