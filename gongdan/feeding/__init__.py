"""The public feed on the nats-servers."""
