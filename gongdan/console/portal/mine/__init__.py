"""What a customer who came in does about their ticket: what is asked of them, and what they ask of us."""
