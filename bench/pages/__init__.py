"""How quickly the pages of the whole service come over HTTP, and those of another help desk beside it."""
