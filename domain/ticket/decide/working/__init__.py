"""What is decided of dispatch, work, parts, money and progress (处理, R19–R27)."""
