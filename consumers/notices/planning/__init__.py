"""From an event to notices: who is told, by which channel, in which language, and when."""
