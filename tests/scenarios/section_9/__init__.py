"""Section 9 of the process, people and rights: its rows, its sentences and the whole matrix of who may what."""
