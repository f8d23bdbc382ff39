"""A matter of the customer's own ticket: one of those they may see, and what the pages of all kinds have in common."""

from fastapi import Response

from api.matters.offered import Offered
from api.matters.routes import listing, showing
from api.matters.views import MatterRow, MatterView
from api.service import Service
from api.tickets.views import version_tag
from domain.refusals import MatterNotFound
from gongdan.console.portal.entry.visitor import Visitor
from gongdan.console.shell.forms import Typed
from projections.errors import ReadingError


async def of_ticket(service: Service, visitor: Visitor, offered: Offered) -> list[MatterRow]:
    """Those of their ticket; none where that is not known just now."""
    try:
        found = await listing(offered)(service, visitor.caller, ticket=visitor.number)
    except ReadingError:
        return []
    return found.items


async def theirs(service: Service, response: Response, visitor: Visitor, offered: Offered, number: str) -> MatterView:
    """Raises MatterNotFound where it belongs to another ticket than the one that they came to."""
    found = await showing(offered)(service, response, number, visitor.caller)
    if found.ticket != visitor.number:
        raise MatterNotFound(number)
    return found


def status_word(offered: Offered, status: str, *, chinese: bool) -> str:
    word = offered.kind.statuses[status]
    return word.zh if chinese else word.en


def as_shown(typed: Typed) -> str | None:
    """The version that a form was shown of, as the API asks for it."""
    version = typed.get("version", "")
    return version_tag(int(version)) if version.isascii() and version.isdigit() else None
