"""What stands beside a customer's ticket and is theirs, too: goods that they give back, complaints."""
