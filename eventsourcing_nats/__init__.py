"""NATS JetStream persistence for the Python eventsourcing library; knows nothing of tickets."""
