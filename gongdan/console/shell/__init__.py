"""What every page shares: where it stands, who looks, in which language, and its frame."""
