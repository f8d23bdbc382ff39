"""How a ticket's course differs from the process as it is written: rules as data, judged fact by fact."""
