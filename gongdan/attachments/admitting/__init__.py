"""What is taken: which names, which types as found in the content, and how large."""
