"""Documents and files of figures from the command line, saved where they are wanted."""
