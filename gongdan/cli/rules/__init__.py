"""What ``gongdan policy`` and ``gongdan calendar`` have in common: checking files, and bringing texts into force."""
