"""Pages about who signs in: one's own account, a one-time link, and everybody's accounts for administrators."""
