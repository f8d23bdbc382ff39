"""``gongdan clocks``: the clocks of a ticket explained, and tickets judged under another pack."""
