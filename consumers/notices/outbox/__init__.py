"""The outbox: what is still to be told and to be delivered, kept in SQL beside the position in the log."""
