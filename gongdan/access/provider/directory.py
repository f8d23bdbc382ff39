"""What the provider says of itself, and its keys: fetched when they are needed, and kept for an hour."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gongdan.access.provider.addresses import is_safe
from gongdan.access.provider.calls import Away, asked

log = structlog.get_logger(__name__)

T = TypeVar("T")
_FRESH: Final = 3_600.0
_STALE: Final = 86_400.0
"""Seconds for which what was fetched counts, and for which it must do while the provider is away."""
_PAUSE: Final = 5.0
"""Seconds for which a provider that was away just now is not asked again: many may be waiting."""
_WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Described:
    """Its addresses; ``names_itself``: whether it says who it is when it sends a browser back (RFC 9207);
    ``takes``: the ways in which a program may show it a secret."""

    authorizes: str
    gives_tokens: str
    keys: str
    tells_more: str | None
    signs_out: str | None
    names_itself: bool
    takes: tuple[str, ...]


class Directory:
    """Of one provider; ``clock`` counts seconds."""

    def __init__(self, calls: httpx.AsyncClient, issuer: str, clock: Callable[[], float]) -> None:
        self._calls, self._issuer = calls, issuer
        self._described, self._keys = Kept[Described](clock, self._describe), Kept[KeySet](clock, self._fetch_keys)

    async def described(self) -> Described:
        """Raises Away."""
        return await self._described.get()

    async def keys(self, *, anew: bool = False) -> KeySet:
        """Raises Away."""
        return await self._keys.get(anew=anew)

    async def _describe(self) -> Described:
        said = await self._fetched(self._issuer.rstrip("/") + _WELL_KNOWN)
        if said.get("issuer") != self._issuer:
            raise Away("AnotherIssuer")
        needed = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if not all(map(is_safe, needed)):
            raise Away("UnsafeAddress")
        tells, leaves = said.get("userinfo_endpoint"), said.get("end_session_endpoint")
        takes = said.get("token_endpoint_auth_methods_supported")
        return Described(
            authorizes=str(needed[0]),
            gives_tokens=str(needed[1]),
            keys=str(needed[2]),
            tells_more=str(tells) if is_safe(tells) else None,
            signs_out=str(leaves) if is_safe(leaves) else None,
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
            takes=tuple(map(str, cast("list[Any]", takes))) if isinstance(takes, list) else (),
        )

    async def _fetch_keys(self) -> KeySet:
        said = await self._fetched((await self.described()).keys)
        keys = said.get("keys")
        tried = map(_imported, cast("list[Any]", keys) if isinstance(keys, list) else [])
        found = [key for one in tried if one for key in one.keys]
        if not found:
            raise Away("NoKeys")
        return KeySet(found)

    async def _fetched(self, address: str) -> dict[str, Any]:
        status, said = await asked(self._calls, self._calls.build_request("GET", address))
        if status != httpx.codes.OK:
            raise Away(f"Http{status}")
        return said


class Kept(Generic[T]):
    """Something that is fetched, by one for all who wait for it."""

    def __init__(self, clock: Callable[[], float], fetch: Callable[[], Awaitable[T]]) -> None:
        self._clock, self._fetch, self._lock = clock, fetch, asyncio.Lock()
        self._value: T | None = None
        self._at = self._failed = float("-inf")
        self._why = ""

    async def get(self, *, anew: bool = False) -> T:
        """Raises Away."""
        enough = self._clock() if anew else None
        async with self._lock:
            if self._value is not None and self._at >= (enough or self._clock() - _FRESH):
                return self._value
            if self._clock() - self._failed < _PAUSE and not anew:
                return self._last(self._why)
            try:
                self._value, self._at = await self._fetch(), self._clock()
            except Away as away:
                self._failed, self._why = self._clock(), away.why
                return self._last(away.why)
            return self._value

    def _last(self, why: str) -> T:
        """What was known, while the provider is away."""
        if self._value is None or self._clock() - self._at > _STALE:
            raise Away(why)
        log.warning("identity_provider_away", why=why, goes_on="with what it said before")
        return self._value


def _imported(key: Any) -> KeySet | None:
    """A key of a kind that is not known is nobody's; it takes none of the others away."""
    try:
        return KeySet.import_key_set({"keys": [key]})
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
