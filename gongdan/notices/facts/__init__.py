"""What a notice can tell of what it is about, as texts in the reader's language, by names that the words go by."""
