"""Self-service (自助服务, R45a): the published articles for everybody, without a token."""
