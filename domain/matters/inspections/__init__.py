"""Quality inspection (质检, R44): sampled tickets scored against a form, and what those say whose work it was."""
