"""From a letter to what becomes of it: a ticket, a word on one, or a place among those that wait for a person."""
