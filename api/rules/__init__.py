"""Policy packs and calendars over HTTP: read, proposed, approved by another, published."""
