"""A file that a customer brings: stored as every file of a ticket is, under the same limits."""

from collections.abc import AsyncIterator

from api.service import Service
from api.tickets.attachments.store import StoredFile
from api.tickets.looking import read_ticket
from gongdan.console.portal.entry.visitor import Visitor


async def bring(
    service: Service, visitor: Visitor, stream: AsyncIterator[bytes], name: str, claimed: str | None
) -> StoredFile:
    """Stored, and not with the ticket yet. Raises Refusal where it is not taken."""
    events, _ = await read_ticket(service, visitor.number, visitor.caller, "attach")
    first = events[0].envelope
    return await service.attachments.put(
        stream,
        ticket=first.aggregate,
        customer=first.customer or "",
        policy=first.policy,
        name=name,
        claimed=claimed,
    )
