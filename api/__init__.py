"""How the world asks: the JSON API."""
