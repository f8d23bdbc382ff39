"""What is only read: tables, reports, articles, a ticket by its code, and who may do what."""
