"""What is still to be delivered, kept in SQL beside how far the log was read, and how deliveries went."""
