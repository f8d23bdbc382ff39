"""Units sold over HTTP: recorded by month, and looked at."""
