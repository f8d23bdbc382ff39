"""What section 9 says beside its table."""
