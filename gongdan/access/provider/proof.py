"""What the provider signed about who came: its signature, for us, now, and for this very sign-in; else nothing."""

from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

ALGORITHMS: Final = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
)
"""By key pairs alone: nothing unsigned, and nothing signed by what others know too."""
_SKEW: Final = 60
"""Seconds by which the provider's clock and ours may differ."""
_LONGEST: Final = 255
"""Letters of who somebody is there, as the standard has it."""


class NotProved(Exception):
    """The token proves nothing: ``why`` names the claim, or what was wrong with the whole."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class KeyUnknown(NotProved):
    """It names a key that the provider did not have when it was asked last."""


def proved(
    token: str, keys: KeySet, *, issuer: str, client: str, nonce: str, access_token: str | None, now: int
) -> dict[str, Any]:
    """All that it says. Raises NotProved."""
    try:
        read = jwt.decode(token, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False))
        options: Any = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client},
            "sub": {"essential": True, "allow_blank": False},
        }
        asked = {"nonce": nonce, "client_id": client, "access_token": access_token}
        claims = CodeIDToken(read.claims, read.header, options, asked)
        claims.validate(now=now, leeway=_SKEW)  # pyright: ignore[reportUnknownMemberType]
    except InvalidKeyIdError:
        raise KeyUnknown("kid") from None
    except ClaimError as error:
        raise NotProved(str(error.claim)) from None
    except (JoseError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise NotProved(type(error).__name__) from None
    if not isinstance(claims["sub"], str) or len(claims["sub"]) > _LONGEST:
        raise NotProved("sub")
    return dict(claims)
