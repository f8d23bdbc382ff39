"""What an identity token has to be: signed by a key of the provider's, for us, now, and for this very sign-in."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet

from gongdan.access.provider.proof import KeyUnknown, NotProved, proved
from tests.accounts.issuer import CLIENT, FIRST, SECOND, Claims

ISSUER = "https://sso.example.com"
KEYS = KeySet([FIRST])
NOW = 1_795_746_000
RIGHT: Claims = {"iss": ISSUER, "aud": CLIENT, "sub": "0af3", "iat": NOW, "exp": NOW + 300, "nonce": "n"}


def signed(claims: Claims, header: dict[str, Any] | None = None, key: Any = FIRST) -> str:
    said = header or {"alg": "RS256", "kid": "first"}
    return jws.serialize_compact(said, json.dumps(claims), key, algorithms=["RS256", "ES256"])


def by_hand(header: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    """As no library would write it."""
    text = ".".join(_letters(json.dumps(part).encode()) for part in (header, RIGHT))
    return f"{text}.{_letters(sign(text.encode()))}"


def _letters(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def read(token: str, keys: KeySet = KEYS, access_token: str | None = None) -> Claims:
    return proved(token, keys, issuer=ISSUER, client=CLIENT, nonce="n", access_token=access_token, now=NOW)


def why_not(token: str) -> str:
    with pytest.raises(NotProved) as wrong:
        read(token)
    return wrong.value.why


def test_what_the_provider_signed_for_us_now_is_believed():
    assert read(signed(RIGHT))["sub"] == "0af3"
    assert read(signed(RIGHT | {"aud": [CLIENT, "another"], "azp": CLIENT}))["sub"] == "0af3"


@pytest.mark.parametrize("skew", [{"exp": NOW - 30}, {"iat": NOW + 30}, {"nbf": NOW + 30}])
def test_clocks_may_differ_by_a_minute(skew: Claims):
    assert read(signed(RIGHT | skew))


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": "another client"}, "aud"),
        ({"aud": ["another", "yet another"]}, "aud"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "azp"),
        ({"aud": [CLIENT, "another"]}, "azp"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": ISSUER + "/"}, "iss"),
        ({"exp": NOW - 61}, "exp"),
        ({"exp": float("nan")}, "exp"),
        ({"exp": "never"}, "exp"),
        ({"iat": NOW + 61}, "iat"),
        ({"nbf": NOW + 61}, "nbf"),
        ({"sub": ""}, "sub"),
        ({"sub": "x" * 256}, "sub"),
        ({"sub": ["0af3"]}, "sub"),
    ],
    ids=repr,
)
def test_a_claim_that_is_not_so_proves_nothing(wrong: Claims, claim: str):
    assert why_not(signed(RIGHT | wrong)) == claim


@pytest.mark.parametrize("missing", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_claim_that_is_missing_proves_nothing(missing: str):
    assert why_not(signed({name: said for name, said in RIGHT.items() if name != missing})) == missing


def test_nothing_unsigned_is_believed():
    token = signed(RIGHT)
    header, claims, signature = token.split(".")
    for name in ("none", "None", "NONE"):
        assert why_not(by_hand({"alg": name, "kid": "first"}, lambda _: b"")) == "UnsupportedAlgorithmError"
    assert why_not(signed(RIGHT | {"sub": "0af4"}).rsplit(".", 1)[0] + "." + signature) == "BadSignatureError"
    for broken in ("", "x", "..", f"{header}.{claims}.", f"{header}.{claims}", "é.é.é"):
        assert why_not(broken)


def test_the_public_key_is_no_secret_to_sign_with():
    public = FIRST.as_pem(private=False)
    token = by_hand({"alg": "HS256", "kid": "first"}, lambda text: hmac.digest(public, text, "sha256"))
    assert why_not(token) == "UnsupportedAlgorithmError"


def test_a_key_of_another_kind_does_not_fit_the_name():
    other = ECKey.generate_key("P-256", {"kid": "first"})
    assert why_not(signed(RIGHT, {"alg": "ES256", "kid": "first"}, other))


def test_a_key_that_it_does_not_have_is_told_apart():
    with pytest.raises(KeyUnknown):
        read(signed(RIGHT, {"alg": "RS256", "kid": "second"}, SECOND))
    assert read(signed(RIGHT, {"alg": "RS256", "kid": "second"}, SECOND), KeySet([FIRST, SECOND]))


def test_what_it_says_of_another_access_token_is_not_of_ours():
    with pytest.raises(NotProved, match="at_hash"):
        read(signed(RIGHT | {"at_hash": "of another"}), access_token="ours")


def test_the_library_signs_as_we_read():
    assert read(jwt.encode({"alg": "RS256", "kid": "first"}, RIGHT, FIRST)) == RIGHT
