"""Puts a file with its ticket: first the bytes, whole and durable, then the event that says what they are."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from api.service import Service
from api.tickets.attachments.store import StoredFile
from api.tickets.looking import read_ticket
from api.tickets.sending.handling import Sent, handled
from domain.desk.answering import Answer
from domain.ticket.commands import AddAttachment
from domain.ticket.vocabulary import Purpose


@dataclass(frozen=True, slots=True)
class Coming:
    """A file on its way in: its bytes in pieces, the name and type that the sender gives it."""

    stream: AsyncIterator[bytes]
    name: str
    claimed: str | None = None


async def stored(service: Service, number: str, file: Coming, sent: Sent) -> StoredFile:
    """The bytes, of whoever may add files to this ticket. Raises Refusal."""
    events, _ = await read_ticket(service, number, sent.caller, "attach")
    first = events[0].envelope
    return await service.attachments.put(
        file.stream,
        ticket=first.aggregate,
        customer=first.customer or "",
        policy=first.policy,
        name=file.name,
        claimed=file.claimed,
    )


async def added(service: Service, number: str, found: StoredFile, purpose: Purpose | None, sent: Sent) -> Answer:
    """The event: the same file again changes nothing. Raises as :func:`handled`."""
    said = AddAttachment(
        sha256=found.sha256, size=found.size, media_type=found.media_type, name=found.name, purpose=purpose
    )
    return await handled(service, number, "attachments", said, sent)
