"""Saved views: a list's filter, order and columns that somebody keeps under a name, for themselves or shared."""
