"""A small identity provider of our own, over real HTTP: it signs what a test wants signed, right or wrong."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

Claims = dict[str, Any]
CLIENT, SECRET = "gongdan", "s3cret-of-the-client"


def new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


FIRST, SECOND = new_key("first"), new_key("second")


@dataclass
class Issuer:
    """``who`` signs in next; ``spoiled`` and ``signed`` make of the token what it should not be."""

    address: str = ""
    who: Claims = field(default_factory=lambda: {"sub": "0af3", "preferred_username": "a-001"})
    told: Claims = field(default_factory=dict[str, Any])
    back: tuple[str, ...] = ()
    published: list[RSAKey] = field(default_factory=lambda: [FIRST])
    spoiled: Claims = field(default_factory=dict[str, Any])
    signed: Callable[[Claims], str] = lambda claims: jwt.encode({"alg": "RS256", "kid": FIRST.kid}, claims, FIRST)
    named: str | None = None
    down: bool = False
    asked: list[str] = field(default_factory=list[str])
    codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def claims(self, nonce: str) -> Claims:
        now = int(time.time())
        right = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        return right | self.who | self.spoiled

    def get(self, path: str, query: dict[str, str], bearer: str) -> tuple[int, Claims | str]:
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._description()
            case "/jwks":
                return 200, {"keys": [{"kty": "unheard-of"}, *(key.as_dict(private=False) for key in self.published)]}
            case "/authorize":
                return self._authorize(query)
            case "/userinfo" if bearer:
                return 200, {"sub": self.who["sub"]} | self.told
            case _:
                return 404, {}

    def post(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        shown = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        began = self.codes.pop(form.get("code", ""), None)
        if authorization != f"Basic {shown}":
            return 401, {"error": "invalid_client"}
        if began is None or began["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != began["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        token = self.signed(self.claims(began["nonce"]))
        return 200, {"access_token": secrets.token_hex(8), "token_type": "Bearer", "id_token": token}

    def _description(self) -> Claims:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "end_session_endpoint": f"{self.address}/logout",
            "authorization_response_iss_parameter_supported": True,
        }

    def _authorize(self, query: dict[str, str]) -> tuple[int, Claims | str]:
        """Only what is whole, by PKCE, and leads back where it was agreed."""
        whole = query.get("client_id") == CLIENT and query.get("code_challenge_method") == "S256"
        if not whole or query.get("redirect_uri") not in self.back or "openid" not in query.get("scope", ""):
            return 400, {"error": "invalid_request"}
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        said = {"code": code, "state": query["state"], "iss": self.named or self.address}
        return 303, f"{query['redirect_uri']}?{urlencode(said)}"


@contextmanager
def issuing() -> Iterator[Issuer]:
    """On a free port, until the end."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(issuer))
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answering(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._say(parts.path, *issuer.get(parts.path, query, self.headers.get("Authorization", "")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(self.path, *issuer.post(form, self.headers.get("Authorization", "")))

        def _say(self, path: str, status: int, said: Claims | str) -> None:
            issuer.asked.append(path)
            body = json.dumps(said).encode()
            self.send_response(503 if issuer.down else status)
            if isinstance(said, str):
                self.send_header("Location", said)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object, **__: object) -> None:
            """Nothing on the tests' own output."""

    return Handler
