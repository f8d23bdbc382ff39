"""Requests for spare parts over HTTP, for the warehouse."""
