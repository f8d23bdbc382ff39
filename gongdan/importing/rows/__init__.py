"""From the rows of a case to the events that they are."""
