"""``gongdan replay``: the log into a file, whole or not at all, going on where it broke off."""
