"""Rule texts as pages that people read: what a pack, its clocks and a calendar say."""
