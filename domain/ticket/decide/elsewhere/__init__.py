"""What the records of others must say first: the customer, the staff, another ticket."""
