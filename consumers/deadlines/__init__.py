"""Deadlines: every clock that warns or is missed is noted on its ticket or complaint, once, when it happens."""
