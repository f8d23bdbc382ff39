"""Monthly and quarterly reports over HTTP: listed, read, and brought out anew."""
