"""``gongdan ticket``, a file for each way of having to do with one."""
