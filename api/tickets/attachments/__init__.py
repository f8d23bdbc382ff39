"""Files of tickets over HTTP: taken in and given out as streams."""
