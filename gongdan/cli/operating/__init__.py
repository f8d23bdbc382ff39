"""Running, checking and mending the program from the command line."""
