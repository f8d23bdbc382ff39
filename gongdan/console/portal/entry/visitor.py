"""The customer of a request: told by a cookie that no script reads, and limited to their own ticket."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request, Response

from api.callers import Caller
from api.tickets.whose import require_in_use
from domain.record.identity import is_customer_key
from domain.refusals import TicketNotFound
from domain.ticket.state import fold
from gongdan.console.portal.address import MY
from gongdan.console.portal.entry.admissions import Admissions, Way
from gongdan.console.portal.entry.reception import Reception

_PLAIN: Final = "gongdan_my"
_SECURE: Final = "__Host-gongdan_my"
"""A browser takes this one over TLS alone, and from no other host of the domain."""


class NotAdmitted(Exception):
    """Nobody came in by this browser, or it is too long ago."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Of which ticket, and as whom they act; the log says by which way they came in."""

    number: str
    way: Way
    caller: Caller


def reception_of(request: Request) -> Reception:
    return request.app.state.reception


async def admitted(request: Request) -> Visitor | None:
    """None where nobody came in; who came in stands on the request, for the frame."""
    secret = _secret(request)
    if secret is None:
        return None
    found = await asyncio.to_thread(_admissions(request).admitted, secret)
    if found is None:
        return None
    try:
        ticket = fold(await request.app.state.service.desk.history(found.ticket))
    except TicketNotFound:
        return None
    key = ticket.customer if ticket and ticket.customer and is_customer_key(ticket.customer) else ""
    caller = Caller(key, frozenset({"customer"}), channel=f"portal-{found.way}")
    return Visitor(found.ticket, found.way, caller)


async def visitor(request: Request) -> Visitor:
    """Raises NotAdmitted, and NotAllowed where the customer's data may not be used."""
    found = await admitted(request)
    if found is None:
        raise NotAdmitted
    await require_in_use(request.app.state.service, found.caller.id)
    return found


VisitorOf = Annotated[Visitor, Depends(visitor)]
MaybeVisitor = Annotated[Visitor | None, Depends(admitted)]


async def let_in(request: Request, response: Response, ticket: str, way: Way) -> None:
    """From now on they are the ticket's customer in this browser, until it is closed, they leave, or time is over."""
    remember(request, response, await asyncio.to_thread(_admissions(request).admit, ticket, way))


def remember(request: Request, response: Response, secret: str) -> None:
    if is_secure(request):
        response.set_cookie(_SECURE, secret, path="/", httponly=True, samesite="lax", secure=True)
    else:
        response.set_cookie(_PLAIN, secret, path=MY, httponly=True, samesite="lax")


async def let_out(request: Request, response: Response) -> None:
    """Nobody who uses this browser afterwards is let in."""
    if (secret := _secret(request)) is not None:
        await asyncio.to_thread(_admissions(request).leave, secret)
    if is_secure(request):
        response.delete_cookie(_SECURE, path="/", httponly=True, samesite="lax", secure=True)
    else:
        response.delete_cookie(_PLAIN, path=MY, httponly=True, samesite="lax")


def _admissions(request: Request) -> Admissions:
    return reception_of(request).admissions


def _secret(request: Request) -> str | None:
    return request.cookies.get(_SECURE if is_secure(request) else _PLAIN)


def is_secure(request: Request) -> bool:
    return request.url.scheme == "https" or reception_of(request).secure
