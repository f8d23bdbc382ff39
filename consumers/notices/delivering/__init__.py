"""From a requested notice to its end: tried, put together with others, and put on record."""
