"""How the command line asks the service: fields, moments, and the way there."""
