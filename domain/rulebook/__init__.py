"""What policy packs and calendars have in common: TOML that is proposed, approved and published in versions."""
