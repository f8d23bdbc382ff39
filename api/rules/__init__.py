"""Policy packs, calendars and rules of routing over HTTP: read, proposed, approved by another, published."""
