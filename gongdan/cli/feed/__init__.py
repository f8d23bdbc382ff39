"""The public feed at the command line."""
