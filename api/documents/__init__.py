"""Documents to print (单据、报告): of a ticket, of a month or quarter, of a person's work; as PDF, sheet or JSON."""
