"""Finds the addresses of an endpoint, once a delivery, and lets none through but where all may be reached."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from consumers.webhooks.reaching.addresses import Address, Network, may_be_reached
from consumers.webhooks.reaching.endpoints import Endpoint

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a name, as the machine knows them. Raises OSError."""


class Forbidden(Exception):
    """An endpoint leads to an address that nothing is delivered to."""


class NotFound(Exception):
    """A name leads nowhere just now."""


async def resolve(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def addresses(to: Endpoint, allowed: Sequence[Network], resolve: Resolve = resolve) -> list[Address]:
    """Where it may be reached; in the clear only within networks that are allowed. Raises Forbidden, NotFound."""
    found = [to.address] if to.address else await _resolved(to, resolve)
    for address in found:
        if not _may_be_asked(to, address, allowed):
            raise Forbidden(f"{to.scheme}://{address}")
    return found


def may_lead(to: Endpoint, allowed: Sequence[Network]) -> bool:
    """Whether there is an address at which it may be reached; which one a name has shows at a delivery."""
    if to.address is None:
        return to.scheme == "https" or bool(allowed)
    return _may_be_asked(to, to.address, allowed)


def _may_be_asked(to: Endpoint, address: Address, allowed: Sequence[Network]) -> bool:
    in_the_house = any(address in each for each in allowed if each.version == address.version)
    return may_be_reached(address, allowed) and (to.scheme == "https" or in_the_house)


async def _resolved(to: Endpoint, resolve: Resolve) -> list[Address]:
    try:
        found = [ip_address(each) for each in await resolve(to.host, to.port)]
    except (OSError, UnicodeError):
        raise NotFound(to.host) from None
    except ValueError:
        raise Forbidden(to.host) from None
    if not found:
        raise NotFound(to.host)
    return found
