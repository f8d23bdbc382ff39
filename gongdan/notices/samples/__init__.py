"""A made-up ticket and what belongs to it, so that every kind of notice can be looked at before anything happened."""
