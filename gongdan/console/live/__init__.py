"""What pages are told of changes while they are open: one reader of the log for all of them."""
