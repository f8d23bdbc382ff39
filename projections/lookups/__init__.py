"""What rows about tickets borrow from other records: how staff are shown, and what policy packs call things."""
