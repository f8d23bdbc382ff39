"""Reports of months and quarters (月度、季度报告, R41–R43): which figures stood in them, and when they came out."""
