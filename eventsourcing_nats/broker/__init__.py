"""Talking to nats-server: connections, requests, streams, message formats."""
