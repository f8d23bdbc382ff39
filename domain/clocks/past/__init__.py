"""What happened, as clocks see it: facts in order, waits, and from what starts a clock to what stops it."""
