"""Who looks after a ticket (分流, R8a): rules that a supervisor can read and change, published in the log."""
