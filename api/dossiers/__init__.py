"""Dossiers (案卷): one as a whole, and the list of those that were put away."""
