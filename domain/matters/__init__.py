"""Matters (事项): what has a number and a history of its own beside tickets, such as returns and complaints."""
