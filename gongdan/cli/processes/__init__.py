"""``gongdan process``: how tickets went: the map on screen or as a picture, its variants, turns from the process."""
