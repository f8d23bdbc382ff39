"""What every route has in common: language, limits, problems, and one log line a request."""
