"""Webhooks over HTTP: how each endpoint is, how deliveries went, and to send one again or try one out."""
