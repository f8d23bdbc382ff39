"""How a customer comes in: by number and code, or by a link that works once; and how long that lasts."""
