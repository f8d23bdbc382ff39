"""What tables show of what was stored: words for codes, remarks, and personal values masked."""
