"""A ticket as its customer sees it: by the list of what is theirs to see."""
