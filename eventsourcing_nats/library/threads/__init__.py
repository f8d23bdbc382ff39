"""The bridge between callers in threads and the event loop that the log runs in."""
