"""How an endpoint is reached: what may stand in its URL, which addresses are nobody's business, one request."""
