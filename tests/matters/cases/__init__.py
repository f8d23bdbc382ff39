"""Every command of the matters with its cases, a file for each kind."""
