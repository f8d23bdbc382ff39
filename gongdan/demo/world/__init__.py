"""Who and what the made-up months are about: staff, customers, products and when people call."""
