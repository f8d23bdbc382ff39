"""A command on its way from a request to the desk."""
