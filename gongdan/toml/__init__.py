"""Files that people write in TOML: read with file, line and key of everything that is wrong, in both languages."""
