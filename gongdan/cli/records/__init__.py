"""Records and matters on the command line: entered, acted on, found and looked at."""
