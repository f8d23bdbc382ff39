"""Commands and queries over NATS, as a micro service."""
