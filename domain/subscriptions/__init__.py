"""Subscriptions to the public feed (R52): who is told of what, in which way, from when, and until when."""
