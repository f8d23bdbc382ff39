"""What the settings name, opened or refused in one sentence: keys, and the read models' database."""
