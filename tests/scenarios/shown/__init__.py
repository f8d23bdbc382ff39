"""The scenarios as people read them: the page, its tables and its words."""
