"""From the solution to the archive, and returns: R28 to R35."""
