"""Pages about who signs in, over a real store of accounts."""
