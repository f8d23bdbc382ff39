"""What reactions stand on: their streams and durable consumers, their connection, and how far they are."""
