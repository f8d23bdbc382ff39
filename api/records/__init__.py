"""Acting on what is no ticket: one way for customers and staff, made from the tables of their commands."""
