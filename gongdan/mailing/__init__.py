"""Mail in: letters that customers send open and continue tickets, and what is doubtful waits for a person."""
