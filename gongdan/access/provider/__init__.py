"""Signing in by the company's own identity provider: OpenID Connect, the authorization code with PKCE."""
