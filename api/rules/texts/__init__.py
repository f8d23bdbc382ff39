"""Rule texts as they stand and as they are told."""
