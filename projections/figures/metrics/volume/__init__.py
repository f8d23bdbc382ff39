"""How much there was: reported, solved, left over, reported again."""
