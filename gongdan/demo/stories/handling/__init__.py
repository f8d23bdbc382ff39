"""How a ticket is worked on: from afar, at the customer's, in the workshop, and a second time."""
