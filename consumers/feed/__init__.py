"""The public feed: every event of the log told on, in the published language, once and in order."""
