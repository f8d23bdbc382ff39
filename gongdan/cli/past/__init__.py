"""``gongdan diff`` and ``gongdan whatif``: two moments compared, and a period under another pack."""
