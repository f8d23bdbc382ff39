"""Dead letters: events to which a reaction could not react, kept for people to look at and to try again."""
