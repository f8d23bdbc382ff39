"""The company's identity provider, for the pages of signing in by it."""

import socket
from typing import Final

from tests.accounts.issuer import CLIENT, Issuer

NAME: Final = "Acme SSO"


def provided_by(issuer: Issuer) -> dict[str, str]:
    """Settings with which the service sends people to it, and lets them come back."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    at = f"http://127.0.0.1:{port}"
    issuer.back = (f"{at}/desk/sign-in/back",)
    return {
        "GONGDAN_API_PORT": port,
        "GONGDAN_PUBLIC_URL": at,
        "GONGDAN_OIDC_ISSUER": issuer.address,
        "GONGDAN_OIDC_CLIENT_ID": CLIENT,
        "GONGDAN_OIDC_NAME": NAME,
    }
