"""What of a ticket is its customer's to see: a list of events and fields, and nothing that is not on it."""
