"""Made-up months of a busy service desk, done by the real rules: to look at, to measure, and to show."""
