"""What ``gongdan policy``, ``calendar`` and ``routing`` share: checking files, and bringing texts into force."""
