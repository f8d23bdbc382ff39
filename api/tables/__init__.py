"""The department's tables over HTTP: of now, or of any past moment."""
