"""How the command line shows things: words, tables that fit the screen, files."""
