"""Clocks (时限, PROCESS section 11), judged: from what happened to what was met, or missed and by how much."""
