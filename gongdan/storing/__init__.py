"""How events are stored: the mapper with its encryption, the keys, and the event store over NATS."""
